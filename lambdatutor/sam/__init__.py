"""AWS SAM: a template is read, and expanded to what CloudFormation holds of it."""

from lambdatutor.sam.calls import LeftOut, left_out, operations
from lambdatutor.sam.expansion import Expansion, KeptResource, Origin, Resource
from lambdatutor.sam.explaining import explain
from lambdatutor.sam.faults import TemplateError
from lambdatutor.sam.outline import FunctionOutline, outline

__all__ = [
    "Expansion",
    "FunctionOutline",
    "KeptResource",
    "LeftOut",
    "Origin",
    "Resource",
    "TemplateError",
    "explain",
    "left_out",
    "operations",
    "outline",
]
