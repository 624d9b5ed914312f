"""What the peers learn from the corpus: counts for the word lists and the bigrams, a model for JamSpell."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from vnfix.train.corpus import corpus_files

#: Every Vietnamese letter, lower case, and the four that names and loans bring.
ALPHABET = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệfghiìíỉĩịjklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvwxyỳýỷỹỵz"


def train(corpus: Path | None, resources: Path, variables: dict[str, str]) -> None:
    """Count and train, unless it was done with this corpus; each in a process of its own, whose memory ends with it."""
    if corpus is None:
        return
    words, model = resources / "words.tsv", resources / "jamspell.bin"
    done, wanted = resources / "corpus.json", fingerprint(corpus)
    if not words.exists() or not done.exists() or done.read_text("utf8") != wanted:
        for stale in (words, model, done):
            stale.unlink(missing_ok=True)
        command = [sys.executable, "-m", "peers.counts", str(corpus), str(resources)]
        subprocess.run(command, check=True, env=variables)
        done.write_text(wanted, "utf8")
    if not model.exists():
        alphabet = resources / "alphabet.txt"
        alphabet.write_text(ALPHABET, "utf8")
        code = "import sys, jamspell; sys.exit(not jamspell.TSpellCorrector().TrainLangModel(*sys.argv[1:]))"
        files = [str(path) for path in (resources / "sample.txt", alphabet, model)]
        # A JamSpell that could not be built is no reason to stop: its row will say so.
        subprocess.run([sys.executable, "-c", code, *files], check=False, env=variables, stdout=subprocess.DEVNULL)


def fingerprint(corpus: Path) -> str:
    """Names and sizes of the files: another corpus must not be taken for the one that was counted."""
    return json.dumps({path.name: path.stat().st_size for path in corpus_files(corpus)}, ensure_ascii=False)
