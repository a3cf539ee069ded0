"""AWS's quotas, each with the fact it stands on."""

from __future__ import annotations

# Two lists of 150 names would say nothing that the modules do not: every name of them is a quota.
from lambdatutor.aws.quotas.asynchronous import *  # noqa: F403 (see above)
from lambdatutor.aws.quotas.concurrency import *  # noqa: F403 (see above)
from lambdatutor.aws.quotas.identities import *  # noqa: F403 (see above)
from lambdatutor.aws.quotas.lifecycle import *  # noqa: F403 (see above)
from lambdatutor.aws.quotas.mappings import *  # noqa: F403 (see above)
from lambdatutor.aws.quotas.networks import *  # noqa: F403 (see above)
from lambdatutor.aws.quotas.observation import *  # noqa: F403 (see above)
from lambdatutor.aws.quotas.payloads import *  # noqa: F403 (see above)
from lambdatutor.aws.quotas.quota import Quota as Quota
from lambdatutor.aws.quotas.settings import *  # noqa: F403 (see above)
from lambdatutor.aws.quotas.sources import *  # noqa: F403 (see above)
