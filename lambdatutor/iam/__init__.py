"""The policy engine: what AWS decides about a request, and which statement made it so.

Pure: no files, no clock, the standard library only. `read_document` reads a policy once,
`evaluate` judges a request by the policies that apply, and an `Estate` knows which those are.
"""

from lambdatutor.iam.blame import kind_to_blame, nearest_miss
from lambdatutor.iam.decision import Decision, Failure, Judged
from lambdatutor.iam.denial import access_denied, is_told
from lambdatutor.iam.document import Document, Kind, Statement, faults, read_document, warnings
from lambdatutor.iam.estate import Estate
from lambdatutor.iam.evaluation import evaluate
from lambdatutor.iam.identities import Identity, Organization
from lambdatutor.iam.policies import Policies
from lambdatutor.iam.refused import Fault, Refused
from lambdatutor.iam.request import Request

__all__ = [
    "Decision",
    "Document",
    "Estate",
    "Failure",
    "Fault",
    "Identity",
    "Judged",
    "Kind",
    "Organization",
    "Policies",
    "Refused",
    "Request",
    "Statement",
    "access_denied",
    "evaluate",
    "faults",
    "is_told",
    "kind_to_blame",
    "nearest_miss",
    "read_document",
    "warnings",
]
