"""Asynchronous events: retries, ages and loops."""

from __future__ import annotations

from lambdatutor.aws.quotas.quota import Quota

ASYNCHRONOUS_RETRIES = Quota(
    2, "retries", "ASY-002", "Retries after an error of an asynchronous event, by default."
)
ASYNCHRONOUS_RETRIES_MIN = Quota(0, "retries", "ASY-003", "The fewest retries that can be set.")
ASYNCHRONOUS_RETRIES_MAX = Quota(2, "retries", "ASY-003", "The most retries that can be set.")
ASYNCHRONOUS_FIRST_DELAY_S = Quota(
    60, "seconds", "ASY-002", "From a first function error to the second attempt."
)
ASYNCHRONOUS_SECOND_DELAY_S = Quota(
    120, "seconds", "ASY-002", "From a second function error to the third attempt."
)
EVENT_AGE_MIN_S = Quota(
    60, "seconds", "ASY-004", "The lowest maximum age of an asynchronous event."
)
EVENT_AGE_MAX_S = Quota(
    21_600, "seconds", "ASY-004", "The highest maximum age of an asynchronous event."
)
EVENT_AGE_DEFAULT_S = Quota(
    21_600, "seconds", "ASY-004", "The maximum age of an asynchronous event when none is set."
)
BACKOFF_INITIAL_S = Quota(1, "seconds", "ASY-005", "The first wait of an event that was throttled.")
BACKOFF_MAX_S = Quota(300, "seconds", "ASY-005", "The longest wait of an event that was throttled.")
BACKOFF_FACTOR = Quota(
    2,
    "times",
    "ASY-006",
    "How the wait of a throttled event grows: not published, so the simulator doubles it.",
)
DEAD_LETTER_MESSAGE_BYTES = Quota(
    1_024, "bytes", "ASY-017", "The error message in a dead letter's attributes."
)
TOPIC_RECORD_KB = Quota(256, "KB", "ASY-025", "A record that a topic takes as a destination.")

# Loops

RECURSION_THRESHOLD = Quota(
    16,
    "invocations",
    "REC-001",
    "About how many invocations of one chain run before it is stopped.",
)
