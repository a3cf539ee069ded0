"""A REST API as it is put together, before a deployment makes a front door of it."""

from __future__ import annotations

from typing import NamedTuple


class Integration(NamedTuple):
    """What stands behind a method: a function."""

    function: str
    qualifier: str | None
    timeout_us: int


class RestApi:
    """Parts of a path, and what each answers to."""

    def __init__(self, api_id: str, name: str, root_id: str) -> None:
        self.api_id = api_id
        self.name = name
        self.root_id = root_id
        self.paths = {root_id: ""}
        """By the resource's id."""
        self.methods: dict[tuple[str, str], Integration | None] = {}
        """By resource id and HTTP method; None until there is an integration."""

    def first(self) -> tuple[str, str, Integration] | None:
        """Path, method and integration of the method that traffic calls: the first there is."""
        for (resource_id, method), integration in self.methods.items():
            if integration is not None:
                return self.paths[resource_id].lstrip("/"), method, integration
        return None
