"""What the peers learn from the corpus: counts for the word lists and the bigrams, a model for JamSpell."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

#: Every Vietnamese letter, lower case, and the four that names and loans bring.
ALPHABET = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệfghiìíỉĩịjklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvwxyỳýỷỹỵz"


def train(corpus: Path | None, resources: Path, variables: dict[str, str]) -> None:
    """Count and train, unless it was done before; each in a process of its own, whose memory ends with it."""
    if corpus is None:
        return
    words, model = resources / "words.tsv", resources / "jamspell.bin"
    if not words.exists():
        command = [sys.executable, "-m", "peers.counts", str(corpus), str(resources)]
        subprocess.run(command, check=True, env=variables)
    if not model.exists():
        alphabet = resources / "alphabet.txt"
        alphabet.write_text(ALPHABET, "utf8")
        code = "import sys, jamspell; sys.exit(not jamspell.TSpellCorrector().TrainLangModel(*sys.argv[1:]))"
        files = [str(path) for path in (resources / "sample.txt", alphabet, model)]
        # A JamSpell that could not be built is no reason to stop: its row will say so.
        subprocess.run([sys.executable, "-c", code, *files], check=False, env=variables, stdout=subprocess.DEVNULL)
