"""`python -m lambdatutor` is `lambdatutor`."""

import sys

from lambdatutor.cli import main

sys.exit(main())
