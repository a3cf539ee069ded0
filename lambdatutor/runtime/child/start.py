"""What the interpreter runs in an environment: the client, then Lambda's order of the path.

It is read as text and run in the interpreter's own main module.
"""

import os
import sys
from importlib import import_module

_OPT = os.environ.pop("LAMBDATUTOR_OPT")
_CLIENT = os.environ.pop("LAMBDATUTOR_CLIENT")
_RUNTIME = os.environ["LAMBDA_RUNTIME_DIR"]
_VERSION = f"python{sys.version_info.major}.{sys.version_info.minor}"

# Python itself sets it where the machine does not have the locale that LANG names.
if os.environ.get("LC_CTYPE") == "C.UTF-8":
    del os.environ["LC_CTYPE"]
# The client comes before the path, so that no module of the learner's stands in for one of its own.
if _RUNTIME not in sys.path:
    sys.path.append(_RUNTIME)
if _CLIENT == "awslambdaric":
    _bootstrap = import_module("awslambdaric.bootstrap")
    _client = import_module("awslambdaric.lambda_runtime_client").LambdaRuntimeClient
else:
    _bootstrap = import_module("lambdatutor.runtime.child.bootstrap")
    _client = _bootstrap.Client

# PKG-009: the package, then layers, then what the runtime brings and the standard library.
sys.path[:0] = [
    os.environ["LAMBDA_TASK_ROOT"],
    f"{_OPT}/python/lib/{_VERSION}/site-packages",
    f"{_OPT}/python",
]
sys.argv[:] = [f"{_RUNTIME}/bootstrap.py"]
_bootstrap.run(os.environ["_HANDLER"], _client(os.environ["AWS_LAMBDA_RUNTIME_API"]))
