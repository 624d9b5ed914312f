"""Text that lost its accents: where it stands, what may have been meant, and which of that is sure enough.

`station` is what `vnfix.corrector` calls.  `bare_runs` finds the stretches, `bare_words` and `plain_words` what each
word may be, `bare_cuts` words run together; `restoring` reads a stretch, `bare_choice` tells what of it is kept.
"""

from .station import NOTHING, REASON, Accents, Restored, least_confidence

__all__ = ["NOTHING", "REASON", "Accents", "Restored", "least_confidence"]
