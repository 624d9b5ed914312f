"""``python -m vnfix`` is the command ``vnfix``."""

import sys

from .cli import main

sys.exit(main())
