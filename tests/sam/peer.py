"""aws-sam-translator, AWS's own expansion of SAM, where somebody has installed it."""

import copy
import os
import re
from typing import cast

from lambdatutor.sam.document import read_document
from lambdatutor.sam.expansion import Expansion
from lambdatutor.sam.explaining import explain
from lambdatutor.sam.managed_policies import managed_policy_arn, managed_policy_paths
from lambdatutor.sam.values import Data, Value

ACCOUNT, REGION = "123456789012", "us-east-1"


class _NamesOfAws:
    """What the peer would ask IAM for."""

    def load(self) -> dict[str, str | None]:
        return {name: managed_policy_arn(name) for name in managed_policy_paths()}


def translated(text: str) -> Data:
    """What the peer makes of a template: resources with intrinsic functions."""
    from samtranslator.translator.transform import transform

    os.environ.setdefault("AWS_DEFAULT_REGION", REGION)
    template = copy.deepcopy(read_document(text, "peer").data)
    return cast("Data", transform(template, {}, _NamesOfAws()))


def worked_out(translation: Data) -> Expansion:
    """The peer's resources with every function carried out, by our own reading of CloudFormation.

    Only the functions of CloudFormation are shared by the two; what SAM does is not.
    """
    import json

    return explain(json.dumps(_without_hashes(translation)), "peer")


def _without_hashes(value: Value) -> Value:
    """Logical IDs of versions and roles end in letters that stand for the code; ours do not."""
    if isinstance(value, dict):
        return {_bare(key): _without_hashes(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_without_hashes(each) for each in value]
    return _bare(value) if isinstance(value, str) else value


def _bare(text: str) -> str:
    return re.sub(r"(Version|Deployment|\wRole)[0-9a-f]{10}$", r"\1", text)


def installed() -> bool:
    from importlib.util import find_spec

    return find_spec("samtranslator") is not None


def policy_templates_of_peer() -> list[str]:
    import json
    from importlib.resources import files

    data = files("samtranslator.policy_templates_data") / "policy_templates.json"
    return list(json.loads(data.read_text())["Templates"])
