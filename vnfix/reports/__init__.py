"""What can be said of a text layer without knowing the page: how wrong it is, and in what way.

`assess` and `check` estimate the word error rate; `profile_of` lists the habits
of the engine and the names of the document.
"""

from __future__ import annotations

from .estimate import assess, check
from .findings import profile_of

__all__ = ["assess", "check", "profile_of"]
