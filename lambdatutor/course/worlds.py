"""What a step or a question changes in the world of its lesson."""

from __future__ import annotations

from typing import Literal

import msgspec

from lambdatutor.aws.operations import Operation
from lambdatutor.simulator.aws_call import AwsCall
from lambdatutor.simulator.dependencies.setup import DependencySetup
from lambdatutor.simulator.distributions import Distribution
from lambdatutor.simulator.identities.setup import IdentitiesSetup
from lambdatutor.simulator.network.setup import NetworkSetup
from lambdatutor.simulator.scenario import AccountSetup, FunctionSetup, Routing, Scenario, Traffic
from lambdatutor.simulator.time import Micros

_OF_CODE = ("init", "run", "runtime_init", "compute", "errors", "each", "calls", "sends", "uses")
_OF_FUNCTION = ("runtime", "memory", "timeout", "warm", "role")
_OF_SCENARIO = (
    "account",
    "functions",
    "setup",
    "traffic",
    "until",
    "routing",
    "max_lifetime",
    "provisioned_preparation",
    "dependencies",
    "network",
    "identities",
    "permissions",
    "caller",
    "source_permissions",
    "schedule_delay",
    "mapping_preparation",
    "quiet_window_wait",
    "stream_retry_pause",
    "stream_retry_longest",
    "function_creation",
    "function_update",
    "snapshot_creation",
    "proactive_init",
    "async_waiting",
    "async_duplicates",
    "rate_window",
)


class Overrides(msgspec.Struct, frozen=True, kw_only=True):
    """Changes to a scenario; what is left out stays as it is in the lesson's world."""

    account: AccountSetup | None = None
    functions: tuple[FunctionSetup, ...] | None = None
    setup: tuple[Operation, ...] | None = None
    traffic: tuple[Traffic, ...] | None = None
    until: Micros | None = None
    routing: Routing | None = None
    idle_timeout: Distribution | None = None
    """For all functions."""
    max_lifetime: Distribution | None = None
    provisioned_preparation: Distribution | None = None
    dependencies: tuple[DependencySetup, ...] | None = None
    network: NetworkSetup | None = None
    identities: IdentitiesSetup | None = None
    permissions: Literal["assumed", "judged"] | None = None
    caller: str | None = None
    source_permissions: Literal["assumed", "required"] | None = None
    schedule_delay: Distribution | None = None
    mapping_preparation: Distribution | None = None
    quiet_window_wait: Distribution | None = None
    stream_retry_pause: Micros | None = None
    stream_retry_longest: Micros | None = None
    function_creation: Distribution | None = None
    function_update: Distribution | None = None
    snapshot_creation: Distribution | None = None
    proactive_init: float | None = None
    async_waiting: Literal["back-off", "first-in-first-out"] | None = None
    async_duplicates: float | None = None
    rate_window: Micros | None = None
    runtime: str | None = None
    """This and what follows change the first function."""
    memory: int | None = None
    timeout: Micros | None = None
    warm: int | None = None
    init: Distribution | None = None
    run: Distribution | None = None
    runtime_init: Micros | None = None
    compute: float | None = None
    errors: float | None = None
    each: Distribution | None = None
    calls: tuple[str, ...] | None = None
    sends: tuple[str, ...] | None = None
    uses: tuple[AwsCall, ...] | None = None
    role: str | None = None

    def over(self, scenario: Scenario) -> Scenario:
        """The scenario with these changes made."""
        changed = msgspec.structs.replace(scenario, **self._said(_OF_SCENARIO))
        if self.idle_timeout is not None:
            functions = tuple(
                msgspec.structs.replace(function, idle_timeout=None)
                for function in changed.functions
            )
            changed = msgspec.structs.replace(
                changed, functions=functions, idle_timeout=self.idle_timeout
            )
        return self._over_first_function(changed)

    def _over_first_function(self, scenario: Scenario) -> Scenario:
        of_function, of_code = self._said(_OF_FUNCTION), self._said(_OF_CODE)
        if not scenario.functions or not (of_function or of_code):
            return scenario
        first, *others = scenario.functions
        code = msgspec.structs.replace(first.code, **of_code)
        first = msgspec.structs.replace(first, code=code, **of_function)
        return msgspec.structs.replace(scenario, functions=(first, *others))

    def _said(self, names: tuple[str, ...]) -> dict[str, object]:
        values = {name: getattr(self, name) for name in names}
        return {name: value for name, value in values.items() if value is not None}
