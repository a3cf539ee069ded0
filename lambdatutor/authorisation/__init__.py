"""Laying an account's policies before the policy engine: who may do what in a simulated account.

The simulator asks and knows no engine; the engine decides and knows no simulator.
"""

from lambdatutor.authorisation.authoriser import PolicyAuthoriser
from lambdatutor.authorisation.estate import estate_of
from lambdatutor.authorisation.principals import principal_of

AUTHORISER = PolicyAuthoriser()
"""The one that every world is given; a scenario with `permissions: judged` asks it."""

__all__ = ["AUTHORISER", "PolicyAuthoriser", "estate_of", "principal_of"]
