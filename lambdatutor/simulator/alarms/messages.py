"""What an alarm tells: the message to a topic, and the event to a function."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from lambdatutor.simulator.dates import date

if TYPE_CHECKING:
    from lambdatutor.simulator.alarms.alarm import Alarm, Change


def _offset(us: int) -> str:
    """CloudWatch writes the offset of UTC."""
    return date(us).replace("Z", "+0000")


def to_topic(alarm: Alarm, change: Change) -> str:
    """The JSON text that subscribers of a topic get."""
    setup = alarm.account.scenario.account
    return _text(
        {
            "AlarmName": alarm.name,
            "AlarmDescription": alarm.description or None,
            "AWSAccountId": setup.account_id,
            "NewStateValue": change.after,
            "NewStateReason": change.reason,
            "StateChangeTime": _offset(change.at_us),
            "Region": setup.region,
            "AlarmArn": alarm.arn,
            "OldStateValue": change.before,
            **alarm.trigger(),
        }
    )


def to_function(alarm: Alarm, change: Change) -> str:
    """The event that a function gets which is an action itself."""
    setup = alarm.account.scenario.account
    return _text(
        {
            "source": "aws.cloudwatch",
            "alarmArn": alarm.arn,
            "accountId": setup.account_id,
            "time": _offset(change.at_us),
            "region": setup.region,
            "alarmData": {
                "alarmName": alarm.name,
                "state": {
                    "value": change.after,
                    "reason": change.reason,
                    "timestamp": _offset(change.at_us),
                },
                "previousState": {"value": change.before},
                "configuration": {"description": alarm.description},
            },
        }
    )


def _text(fields: dict[str, object]) -> str:
    return msgspec.json.encode(fields).decode()
