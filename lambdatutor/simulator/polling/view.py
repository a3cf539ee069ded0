"""How an event source mapping stands at one moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.simulator.polling.mapping_view import MappingView

if TYPE_CHECKING:
    from lambdatutor.simulator.account import Account
    from lambdatutor.simulator.polling.mapping import EventSourceMapping


def mapping_views(account: Account) -> tuple[MappingView, ...]:
    return tuple(_view(each) for each in account.mappings.values())


def _view(mapping: EventSourceMapping) -> MappingView:
    poller = mapping.poller
    return MappingView(
        uuid=mapping.uuid,
        source=mapping.source_arn,
        function=mapping.function,
        qualifier=mapping.qualifier,
        state=mapping.state,
        batch_size=mapping.settings.batch_size,
        pollers=0 if poller is None else poller.pollers,
        most_pollers=0 if poller is None else poller.most_pollers,
        in_flight=0 if poller is None else poller.in_flight,
        last_result=mapping.last_result,
        maximum_concurrency=mapping.settings.maximum_concurrency,
        window_us=mapping.settings.window_us,
    )
