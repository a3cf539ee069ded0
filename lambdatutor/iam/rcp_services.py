"""The services whose actions a resource control policy can limit; Lambda is not among them."""

from __future__ import annotations

from typing import Final

_PREFIXES: Final = """
aoss appconfig appstream autoscaling autoscaling-plans budgets clouddirectory cloudfront
cloudsearch cloudtrail-data codeartifact codebuild codecommit codepipeline cognito-identity
cognito-idp comprehend comprehendmedical compute-optimizer cost-optimization-hub dax dsql dynamodb
ecr ecr-public events firehose fis fms gamelift health inspector-scan kendra kinesisvideo kms logs
memorydb networkmonitor notifications opensearch pca-connector-ad personalize polly pricing
resource-groups rolesanywhere s3 secretsmanager servicediscovery signin sqs sts support swf
textract timestream-influxdb transcribe transfer translate wafv2 workspaces xray
"""

RCP_SERVICES: Final = frozenset(_PREFIXES.split())
"""By the prefix of their actions, as the Organizations guide lists them on its page "Resource
control policies (RCPs)"; AWS adds to the list."""
