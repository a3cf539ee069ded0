"""Facts about dependencies: none. They lie outside AWS and are settings of the scenario."""

FACTS_HELD: dict[str, tuple[str, str]] = {}
