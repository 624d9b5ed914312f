"""Every system as one function that loads it and returns a function from text to text.

Each is used as its own documentation shows, with the corpus counts of
`counts.py` where it can be trained.  The constants that a user has to choose
were chosen on the same development sets that vnfix was built on.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from .viterbi import Bigrams, best_path
from .words import PLAIN, recased, run_by_run, word_by_word

Corrector = Callable[[str], str]
#: Edits that symspellpy looks for, its default; with 1 the report comes to 13.0 instead of 12.6 % WER.
DISTANCE = 2
#: pyspellchecker's default is 2, which takes seconds for each unknown word: the alphabet has 93 letters.
SLOW_DISTANCE = 1


class System(NamedTuple):
    """A system and what it stands on.

    Attributes:
        title: as in the tables.
        load: from the folder of resources to a corrector; imports inside, so that each process holds one peer.
        packages: whose size on disk counts, with everything that they depend on.
        needs: files of the resources that must be there.
        files: files whose size counts as part of the installed system.
    """

    title: str
    load: Callable[[Path], Corrector]
    packages: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


def nothing(_: Path) -> Corrector:
    """The text as it came."""
    return str


def vnfix_default(_: Path) -> Corrector:
    """vnfix with default options."""
    import vnfix

    return lambda text: vnfix.correct(text)


def hunspell(resources: Path) -> Corrector:
    """Hunspell with the Vietnamese dictionary: the first suggestion for every word that it does not know."""
    from hunspell import Hunspell  # type: ignore[import-not-found]

    checker = Hunspell("vi_VN", hunspell_data_dir=str(resources / "hunspell"))

    def fix(word: str) -> str:
        if checker.spell(word):
            return word
        suggestions = checker.suggest(word)
        return suggestions[0].lower() if suggestions else word

    return word_by_word(fix)


def pyspellchecker(resources: Path) -> Corrector:
    """pyspellchecker with the words of the corpus."""
    from spellchecker import SpellChecker  # type: ignore[import-not-found]

    checker = SpellChecker(language=None, distance=SLOW_DISTANCE)
    rows = (line.split("\t") for line in (resources / "words.tsv").open(encoding="utf8"))
    checker.word_frequency.load_json({word: int(count) for word, count in rows})
    return word_by_word(lambda word: checker.correction(word) or word)


def symspell_lookup(resources: Path) -> Corrector:
    """symspellpy, word by word: the nearest word, the more frequent of two equally near."""
    from symspellpy import Verbosity  # type: ignore[import-not-found]

    checker = _symspell(resources)

    def fix(word: str) -> str:
        found = checker.lookup(word, Verbosity.TOP, DISTANCE, include_unknown=True)
        return str(found[0].term)

    return word_by_word(fix)


def symspell_compound(resources: Path) -> Corrector:
    """symspellpy's lookup_compound, which also joins and splits, on runs of plain words."""
    checker = _symspell(resources, pairs=True)

    def fix(run: list[str]) -> list[str]:
        found = checker.lookup_compound(" ".join(run), DISTANCE, transfer_casing=True, split_by_space=True)
        return str(found[0].term).split()

    return run_by_run(fix)


def symspell_viterbi(resources: Path) -> Corrector:
    """symspellpy's candidates, ranked in their context by a bigram model: the usual recipe for OCR text."""
    from symspellpy import Verbosity

    checker = _symspell(resources)
    model = Bigrams.load(resources / "words.tsv", resources / "pairs.tsv")
    cache: dict[str, list[tuple[str, float]]] = {}

    def candidates(word: str) -> list[tuple[str, float]]:
        if word not in cache:
            near = checker.lookup(word, Verbosity.ALL, DISTANCE)
            cache[word] = model.weigh(word, [(item.term, item.distance) for item in near])
        return cache[word]

    def fix(run: list[str]) -> list[str]:
        lower = [word.lower() for word in run]
        found = best_path([candidates(word) for word in lower], model.cost)
        return [old if new == low else recased(new, old) for old, low, new in zip(run, lower, found, strict=True)]

    return run_by_run(fix)


def jamspell(resources: Path) -> Corrector:
    """JamSpell, trained on a sample of the corpus."""
    from jamspell import TSpellCorrector  # type: ignore[import-not-found]

    checker = TSpellCorrector()
    if not checker.LoadLangModel(str(resources / "jamspell.bin")):
        raise RuntimeError(f"JamSpell cannot load {resources / 'jamspell.bin'}; train it again")
    return lambda text: "\n".join(checker.FixFragment(line) for line in text.split("\n"))


def pyvi_restore(_: Path) -> Corrector:
    """pyvi: all accents off, and on again as its tagger believes."""
    from pyvi import ViUtils

    def line(text: str) -> str:
        words = text.split(" ")
        if not text.strip():
            return text
        try:
            restored = ViUtils.add_accents(ViUtils.remove_accents(text).decode("utf8")).split(" ")
        except KeyError:  # its tagger asked for accents that do not go together, such as UUJ
            return text
        # It writes QĐ as qd and moves capitals: what it does to plain words is taken, in the capitals that stood there.
        return " ".join(map(_dressed, words, restored)) if len(words) == len(restored) else text

    return lambda text: "\n".join(map(line, unicodedata.normalize("NFC", text).split("\n")))


def _dressed(old: str, new: str) -> str:
    was, is_now = PLAIN.fullmatch(old), PLAIN.fullmatch(new)
    return old if not was or not is_now else was[1] + recased(is_now[2].lower(), was[2]) + was[3]


def _symspell(resources: Path, pairs: bool = False) -> Any:
    from symspellpy import SymSpell

    checker = SymSpell(max_dictionary_edit_distance=DISTANCE)
    checker.load_dictionary(resources / "words.tsv", 0, 1, separator="\t", encoding="utf8")
    if pairs:
        checker.load_bigram_dictionary(resources / "pairs.tsv", 0, 1, separator="\t", encoding="utf8")
    return checker


_WORDS, _PAIRS = "words.tsv", "pairs.tsv"
SYSTEMS = {
    "nothing": System("do nothing", nothing),
    "hunspell": System("hunspell-vi", hunspell, ("chunspell",), ("hunspell",), ("hunspell",)),
    "pyspellchecker": System("pyspellchecker", pyspellchecker, ("pyspellchecker",), (_WORDS,), (_WORDS,)),
    "symspell": System("symspellpy lookup", symspell_lookup, ("symspellpy",), (_WORDS,), (_WORDS,)),
    "compound": System(
        "symspellpy lookup_compound", symspell_compound, ("symspellpy",), (_WORDS, _PAIRS), (_WORDS, _PAIRS)
    ),
    "viterbi": System(
        "symspellpy + bigram Viterbi", symspell_viterbi, ("symspellpy",), (_WORDS, _PAIRS), (_WORDS, _PAIRS)
    ),
    "jamspell": System("JamSpell", jamspell, ("jamspell",), ("jamspell.bin",), ("jamspell.bin",)),
    "pyvi": System("pyvi, strip and restore", pyvi_restore, ("pyvi",)),
    "vnfix": System("vnfix", vnfix_default, ("numpy", "rapidfuzz", "regex", "unidecode", "pyvi")),
}
