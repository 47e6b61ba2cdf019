"""One process of the trial service: ``python -m tests.trial``."""

import sys

from backbone import runner

sys.exit(runner.serve("trial", "tests"))
