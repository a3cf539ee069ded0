"""All of an account that an operation could change, for comparing before and after."""

from __future__ import annotations

from typing import Any

from lambdatutor.simulator.world import World


def identities_of(world: World) -> dict[str, Any]:
    """Every role, user and policy, as values that do not change."""
    found = world.service.identities
    return {
        "holders": [repr(each) for each in (*found.roles.values(), *found.users.values())],
        "policies": [repr(each) for each in found.policies.values()],
        "of resources": dict(found.resource_policies),
        "of functions": {key: held.text() for key, held in world.service.policies.items()},
    }


def network_of(world: World) -> dict[str, Any]:
    """What of the networks no snapshot shows."""
    found = world.service.network
    return {
        "associations": dict(found.associations),
        "allocations": dict(found.allocations),
        "default groups": dict(found.default_groups),
        "ids": dict(found.given),
    }


def state_of(world: World) -> dict[str, Any]:
    """All of the account that an operation could change, and nothing of the log."""
    service = world.service
    return {
        "snapshot": world.snapshot()._replace(totals=None),
        "pool": (service.pool.capacity, service.pool.in_flight, service.pool.rate),
        "clients": {name: each.traffic for name, each in world.clients.items()},
        "resources": list(service.resources),
        "policies": {key: held.text() for key, held in service.policies.items()},
        "identities": identities_of(world),
        "network": network_of(world),
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
