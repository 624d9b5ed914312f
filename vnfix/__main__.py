"""``python -m vnfix`` is the command ``vnfix``."""

from __future__ import annotations

import os
import signal
import sys
from typing import NoReturn

from .cli import STOPPED, main


def run() -> NoReturn:
    """The process of the command ``vnfix``, from its first word to its exit status.

    Stopped by Ctrl-C it dies of that signal, where there are signals: a shell
    goes on with its loop over files after any exit status, 130 as well.
    """
    status = main()
    if status == STOPPED and os.name == "posix":
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGINT)
    sys.exit(status)


if __name__ == "__main__":
    run()
