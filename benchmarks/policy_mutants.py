"""Ways in which the policy engine could be wrong, for `mutants.py`."""

from __future__ import annotations

from typing import NamedTuple


class PolicyMutant(NamedTuple):
    """One of them."""

    says: str
    file: str
    """Below lambdatutor/iam."""
    right: str
    wrong: str


TESTS = ("test_cases.py", "test_laws.py")

POLICY_MUTANTS = (
    PolicyMutant(
        "an explicit Deny is looked at last",
        "evaluation.py",
        "    if found.denies:\n",
        "    if found.denies and not found.allows:\n",
    ),
    PolicyMutant(
        "a gap in the SCPs is passed over at the account's own level",
        "evaluation.py",
        "for level in range(1, found.scp_levels + 1):",
        "for level in range(1, found.scp_levels):",
    ),
    PolicyMutant(
        "a boundary limits what a session is granted by name",
        "evaluation.py",
        "    if limit and not grant.direct:\n",
        "    if limit:\n",
    ),
    PolicyMutant(
        "an identity policy that is limited grants beside the resource's",
        "evaluation.py",
        "    if direct and limited:\n",
        "    if False:\n",
    ),
    PolicyMutant(
        "an account that is named in the same account is granted",
        "evaluation.py",
        '    door = direct + found.admitting("role")\n',
        '    door = direct + found.admitting("role", "account")\n',
    ),
    PolicyMutant(
        "an identity policy is enough to assume a role",
        "evaluation.py",
        "    if delegated and identity:\n",
        "    if identity:\n",
    ),
    PolicyMutant(
        "one side is enough across accounts",
        "evaluation.py",
        '    return _Grant("both", door + identity) if identity else "xacct_missing_identity"\n',
        '    return _Grant("both", door + identity)\n',
    ),
    PolicyMutant(
        "a session policy is not asked",
        "evaluation.py",
        '    if policies.session is not None and not found.allowing("session"):\n',
        "    if False:\n",
    ),
    PolicyMutant(
        "the policy of a VPC endpoint is not asked",
        "evaluation.py",
        '    if policies.endpoint is not None and not found.allowing("endpoint"):\n',
        "    if False:\n",
    ),
    PolicyMutant(
        "a direct grant goes past the policy of a VPC endpoint",
        "evaluation.py",
        '    if policies.endpoint is not None and not found.allowing("endpoint"):\n',
        "    if policies.endpoint is not None and not (\n"
        '        found.allowing("endpoint") or found.admitting("direct")\n'
        "    ):\n",
    ),
    PolicyMutant(
        "a Deny in the policy of a VPC endpoint is passed over",
        "layers.py",
        '        yield Placed("endpoint", None, policies.endpoint)\n',
        "        said = policies.endpoint\n"
        '        allows = [each for each in said.statements if each.effect == "Allow"]\n'
        "        only = Document(said.name, said.version, tuple(allows))\n"
        '        yield Placed("endpoint", None, only)\n',
    ),
    PolicyMutant(
        "a Condition in the policy of a VPC endpoint is passed over",
        "grammar/documents.py",
        '_BEYOND_PLAIN: Final = ("NotPrincipal", "NotAction", "NotResource", "Condition")\n',
        '_BEYOND_PLAIN: Final = ("NotPrincipal", "NotAction", "NotResource")\n',
    ),
    PolicyMutant(
        "the session of a role is the role itself",
        "principals.py",
        '        return "role" if named else None\n',
        '        return "direct" if named else None\n',
    ),
    PolicyMutant(
        "a role is known by the beginning of its name",
        "principals.py",
        'self.text.rpartition("/")[2] == caller.name',
        'self.text.rpartition("/")[2].startswith(caller.name)',
    ),
    PolicyMutant(
        "NotPrincipal spares a caller with a boundary",
        "principals.py",
        'return "direct" if bounded or not found else None',
        'return "direct" if not found else None',
    ),
    PolicyMutant(
        "an SCP binds service-linked roles",
        "layers.py",
        "    return asked.caller.has_policies and not _service_linked(asked)\n",
        "    return asked.caller.has_policies\n",
    ),
    PolicyMutant(
        "an RCP binds every service",
        "layers.py",
        "    return asked.service in RCP_SERVICES and not _service_linked(asked)\n",
        "    return not _service_linked(asked)\n",
    ),
    PolicyMutant(
        "a star is at least one character",
        "globs.py",
        "        place = len(first.text)\n",
        "        place = len(first.text) + 1\n",
    ),
    PolicyMutant(
        "a pattern need not end where the text ends",
        "globs.py",
        "or not last.stands_at(end, text):",
        "or last.first_in(text, place, len(text)) < 0:",
    ),
    PolicyMutant(
        "NotAction is Action",
        "actions.py",
        "                return not self.negated\n        return self.negated\n",
        "                return True\n        return False\n",
    ),
    PolicyMutant(
        "a resource's case does not matter",
        "resources.py",
        "last.matches(segments[-1])",
        "last.matches(segments[-1]) or last.matches(segments[-1].lower())",
    ),
    PolicyMutant(
        "a negated operator needs its key",
        "conditions.py",
        "            return self.spelt.if_exists or self.spelt.negated\n",
        "            return self.spelt.if_exists\n",
    ),
    PolicyMutant(
        "a negated operator may meet one of its values",
        "conditions.py",
        "            return all(each.holds(value, context) is False for each in self.values)\n",
        "            return any(each.holds(value, context) is False for each in self.values)\n",
    ),
    PolicyMutant(
        "what cannot be read is unequal",
        "conditions.py",
        "each.holds(value, context) is False for",
        "not each.holds(value, context) for",
    ),
    PolicyMutant(
        "a key with several values is compared without a set operator",
        "conditions.py",
        "        return isinstance(value, str) and self._admits(value, context)\n",
        "        return any(self._admits(each, context) for each in _several(value))\n",
    ),
    PolicyMutant(
        "a variable's star is a wildcard",
        "variables.py",
        "            found.append(Part(value, quoted=True))\n",
        "            found.append(Part(value, quoted=False))\n",
    ),
    PolicyMutant(
        "a variable is read in every Version",
        "document.py",
        "variables=version == _CURRENT",
        "variables=True",
    ),
    PolicyMutant(
        "ArnLike crosses colons",
        "comparisons.py",
        "        return all(map(Glob.matches, globs, segments))\n",
        "        return glob_of_parts(parts).matches(value)\n",
    ),
    PolicyMutant(
        "a number is compared as text",
        "moments.py",
        "    return Decimal(text) if _NUMBER.fullmatch(text) else None\n",
        "    return Decimal(len(text)) if _NUMBER.fullmatch(text) else None\n",
    ),
    PolicyMutant(
        "a near miss may fail in two elements",
        "statements.py",
        '        near = self.effect == "Allow" and next(failures, None) is None\n',
        '        near = self.effect == "Allow"\n',
    ),
    PolicyMutant(
        "one of the decisive statements is left out",
        "evaluation.py",
        "    return _Grant(by, door + identity, direct=bool(direct))\n",
        "    return _Grant(by, (door + identity)[:1], direct=bool(direct))\n",
    ),
)
