"""The first text of a new lesson: small, complete, commented, and without a finding."""

from __future__ import annotations

from lambdatutor.course.findings import readable
from lambdatutor.course.kinds import ID
from lambdatutor.errors import LambdaTutorError


class LessonIdError(LambdaTutorError):
    """A new lesson was given an id that cannot be one."""

    def __init__(self, lesson_id: str) -> None:
        super().__init__(lesson_id)
        self.lesson_id = lesson_id

    def __str__(self) -> str:
        shown = readable(self.lesson_id)
        return (
            f'"{shown}" cannot be an id: use small letters, digits and hyphens, as in cold-start.'
        )


def new_lesson(lesson_id: str) -> str:
    """The text of a file called `lesson_id`.yaml; raises `LessonIdError`."""
    if not ID.fullmatch(lesson_id):
        raise LessonIdError(lesson_id)
    title = lesson_id.replace("-", " ").capitalize()
    return _TEXT.replace("LESSON_ID", lesson_id).replace("LESSON_TITLE", title)


_TEXT = """\
# A lesson has one idea and takes 8 to 15 minutes. Change what stands here, one step at a time, and
# run `lambdatutor check` on this file after each: it plays every run and proves every answer.
format: 1
id: LESSON_ID                   # what a learner types; progress is kept by it, so it stays
title: LESSON_TITLE
idea: The first request in an environment waits until the environment is built.
status: draft                   # draft | beta | active | deprecated
minutes: 8
teaches: [execution-environment, cold-start]
needs: []                       # ids of lessons that should come before; they only advise
facts: [LIF-001, LIF-006]       # what the lesson states about AWS, each looked up and dated
out_of_scope: [provisioned concurrency]

# The simulated account that every step opens with. A time always has its unit.
world:
  functions:
    - name: checkout
      memory: 512               # MB
      timeout: 3s
      code: {init: 800ms, run: 200ms}

steps:
  # 1. The problem, before any new word. One screen of 80 by 24 holds it.
  - hook: the-complaint
    title: The same button
    text: |
      Ana presses Buy. Five seconds later, Ben presses Buy.

      Same button, same code. One of them writes to complain.

  # 2. A guess before anything runs. The right answer is computed from the run: it is never typed.
  - predict: ana-or-ben
    ask: How much longer does Ana wait than Ben?
    traffic:
      - {at: [0s, 5s], names: [Ana, Ben]}
    answer: {from_sim: "latency(1) - latency(2)"}
    choices:                    # each wrong one says what would have happened
      - value: 200ms
        why: That is the handler, and both of them wait for it.
      - value: 800ms
      - value: 1000ms
        why: That is all of Ana's wait. Ben waits 200 ms himself.

  # 3. The same run, watched. Sentences hang on events of the run, not on the clock.
  - watch: ana-or-ben-run
    of: ana-or-ben
    speed: 0.2                  # simulated seconds a second
    narrate:
      - event: init.start
        say: No environment is there yet, so Lambda builds one. This is Init.
        pause: true
      - event: invoke.start
        nth: 2
        say: The same environment again, and no Init.
        pause: true

  # 4. In a sentence of their own; then a model answer.
  - explain: why-ana
    ask: Why did Ana wait longer than Ben?
    model: Ana's request came first, so an environment had to be built for it. Ben's found it ready.

  # 5. A mission. Objectives look at the simulated account, so any way that works counts. It needs a
  #    floor (everybody is served) and a ceiling (pings, money, memory), or it can be gamed.
  - lab: two-at-once
    kind: simulation
    brief: |
      At 10 s **two customers** press Buy at the same instant. You may send pings at 5 s; a ping
      is a request like any other. Arrange that no customer waits for an environment.
    traffic:
      - {name: customers, at: 10s, count: 2}
      - {name: pings, kind: ping, at: 5s, count: 1, run: 50ms}
    until: 20s
    controls:
      - {control: pings_at_once, label: Pings at once, sets: pings.count, values: [0, 1, 2, 3, 4]}
      - reserved_concurrency    # built in; it becomes the operation of AWS
    judge: {seeds: fresh, runs: 5}
    objectives:
      - id: none-cold
        says: Two customers are served, and none of them starts cold
        check: served(kind=customer) == 2 and cold_starts(kind=customer) == 0
      - id: thrifty
        says: At least one ping is sent, and two at most
        check: arrivals(kind=ping) >= 1 and arrivals(kind=ping) <= 2
    hints:                      # the first one that fits; the last has no `when`
      - when: refused(kind=customer) > 0
        say: Somebody was turned away. How many may run at once now?
      - when: cold_starts(kind=customer) > 0 and reserved("checkout") > 0
        misconception: reserved-warms
        say: A place is kept free for them. Who has built anything in it?
      - say: How many customers come at the same instant, and how many environments are ready?
    solution:
      - {set: pings_at_once, to: 2}
    fails:                      # tempting ways that must not pass, and what they break
      - do:
          - {set: pings_at_once, to: 4}
        breaks: [thrifty]
        why: It works, and it costs twice what is needed.
    met: Two environments were ready when two customers came.

  # 6. Every question becomes a review card. `vary` draws new numbers each time.
  - quiz: check-LESSON_ID
    pass: 0.75
    questions:
      - numeric: burst
        vary: {w: [1, 2, 3], n: [4, 6, 9]}
        ask: "{w} environments are warm and idle; {n} customers press at once. New cold starts?"
        given:
          warm: "{w}"
          traffic: [{at: 10s, count: "{n}"}]
        answer: {from_sim: "cold_starts(after=10s)"}
        near:
          - value: 0
            misconception: warm-env-multiplexes
            why: Each warm environment took one customer. The others needed new ones.
      - single: second-request
        ask: An environment is busy. What happens to a second request at that moment?
        choices:
          - text: It waits in line until the first is done
            misconception: sync-is-queued
            why: There is no line. Either an environment takes it, or it is refused.
          - text: It gets another environment
            right: true
          - text: It shares the busy one
            misconception: warm-env-multiplexes
            why: An environment serves one request at a time.

  # 7. Five lines at most, and what the learner did as commands.
  - recap: take-along
    points:
      - The first request in an environment pays for Init; later ones do not.
      - One environment serves one request at a time.
    moves:
      cli: |
        aws lambda put-function-concurrency --function-name checkout \\
          --reserved-concurrent-executions 3
    review: [burst, second-request]
    next: []                    # ids of lessons
"""
