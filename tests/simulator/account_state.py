"""All of an account that an operation could change, for comparing before and after."""

from __future__ import annotations

from typing import Any

from lambdatutor.simulator.world import World


def state_of(world: World) -> dict[str, Any]:
    """All of the account that an operation could change, and nothing of the log."""
    service = world.service
    return {
        "snapshot": world.snapshot()._replace(totals=None),
        "pool": (service.pool.capacity, service.pool.in_flight, service.pool.rate),
        "clients": {name: each.traffic for name, each in world.clients.items()},
        "resources": list(service.resources),
        "policies": [(key, list(held)) for key, held in service.policies.items() if held],
        "rest apis": {
            key: (api.paths, dict(api.methods)) for key, api in service.rest_apis.items()
        },
        "targets": {
            key: (each.minimum, each.maximum) for key, each in service.scalable_targets.items()
        },
        "denied": list(service.denied),
        "functions": {
            name: {
                "limit": (each.limit.capacity, each.limit.in_flight, each.limit.rate),
                "reserved": each.reserved,
                "idle_timeout": each.idle_timeout,
                "published": each.published,
                "revision": each.revision,
                "deployments": each.deployments,
                "versions": {
                    number: (version.configuration, len(version.idle))
                    for number, version in each.versions.items()
                },
                "aliases": {
                    key: (alias.version, alias.additional, alias.description, alias.revision)
                    for key, alias in each.aliases.items()
                },
                "provisioned": {
                    key: (held.requested, held.status, held.since_us)
                    for key, held in each.provisioned.items()
                },
            }
            for name, each in service.functions.items()
        },
    }
