"""How good is a correction? Character and word error rate, what was fixed and what was broken.

Rates come with their lengths, so that pages add up (`Score` has ``+``).  Words
are counted as a reader sees them: NFC, both tone placements (``hòa``, ``hoà``)
equal unless asked, a code or a decimal number one word.  Text wrapped in ⟦ ⟧ in
the truth could not be read with certainty and is not scored.
"""

from __future__ import annotations

import argparse
import json
import sys
import unicodedata
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

import regex
from rapidfuzz.distance import Levenshtein

from .syllable import canonical, case_shape, parse

#: A word: letters and digits, held together by what stands inside codes and numbers.
WORD = regex.compile(r"⟦|⟧|[\p{L}\p{M}\p{N}]+(?:[-/.,:]+[\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*")
_GRAPHEME = regex.compile(r"\X")
#: Place of an error: index of a true word, or (gap, k) for the k-th extra word before it.
Place = int | tuple[int, int]


@dataclass(frozen=True)
class Score:
    """Counts of one or more pages; add scores to join pages.

    Attributes:
        words, letters: length of the truth (words that are scored; graphemes of them, one for each space).
        errors_before, errors_after: wrong, lost and extra words of the read and of the repaired text.
        letters_before, letters_after: the same in graphemes.
        fixed, missed, miscorrected: what became of the errors; ``broken``: new ones.
        classes: kind of error → (how many, how many of them fixed).
    """

    words: int = 0
    letters: int = 0
    errors_before: int = 0
    errors_after: int = 0
    letters_before: int = 0
    letters_after: int = 0
    fixed: int = 0
    missed: int = 0
    miscorrected: int = 0
    broken: int = 0
    classes: dict[str, tuple[int, int]] = field(default_factory=dict)

    def __add__(self, other: Score) -> Score:
        numbers = {
            name: getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__ if name != "classes"
        }
        classes = dict(self.classes)
        for name, (count, fixed) in other.classes.items():
            known = classes.get(name, (0, 0))
            classes[name] = (known[0] + count, known[1] + fixed)
        return Score(**numbers, classes=classes)

    @property
    def rates(self) -> dict[str, float]:
        """WER and CER before and after, recall, precision, F1, damage, share of the WER that is gone."""
        changes = self.fixed + self.miscorrected + self.broken
        recall, precision = self.fixed / max(self.errors_before, 1), self.fixed / max(changes, 1)
        return {
            "wer_before": self.errors_before / max(self.words, 1),
            "wer_after": self.errors_after / max(self.words, 1),
            "cer_before": self.letters_before / max(self.letters, 1),
            "cer_after": self.letters_after / max(self.letters, 1),
            "recall": recall,
            "precision": precision,
            "f1": 2 * recall * precision / max(recall + precision, 1e-9),
            "damage": self.broken / max(self.words - self.errors_before, 1),
            "wer_reduction": 1 - self.errors_after / max(self.errors_before, 1),
        }

    def to_dict(self) -> dict[str, object]:
        """Counts and rates, for JSON."""
        return {**asdict(self), **{name: round(rate, 5) for name, rate in self.rates.items()}}

    def table(self) -> str:
        """The score for people."""
        r = self.rates
        lines = [
            f"{'':<14}{'before':>9}{'after':>9}",
            f"{'WER':<14}{r['wer_before']:>9.2%}{r['wer_after']:>9.2%}   of {self.words} words",
            f"{'CER':<14}{r['cer_before']:>9.2%}{r['cer_after']:>9.2%}   of {self.letters} letters",
            f"errors {self.errors_before}: fixed {self.fixed}, missed {self.missed}, miscorrected {self.miscorrected}; "
            f"right words broken {self.broken}",
            f"WER cut by {r['wer_reduction']:.1%}, precision {r['precision']:.1%}, damage {r['damage']:.3%}",
        ]
        lines += [f"  {name:<24}{n:>6} errors, {ok:>6} fixed" for name, (n, ok) in sorted(self.classes.items())]
        return "\n".join(lines)


def words_of(text: str, lower: bool = False, tone_placement: bool = False) -> tuple[list[str], list[bool]]:
    """The words of a text, and which of them are scored (not inside ⟦ ⟧)."""
    words: list[str] = []
    scored: list[bool] = []
    inside = False
    for match in WORD.finditer(unicodedata.normalize("NFC", text)):
        word = match.group()
        if word in "⟦⟧":
            inside = word == "⟦"
            continue
        word = word if tone_placement else _one_style(word)
        words.append(word.lower() if lower else word)
        scored.append(not inside)
    return words, scored


def _one_style(word: str) -> str:
    """A word with old-style tone placement, its capitals kept."""
    folded = canonical(word.lower())
    if folded == word.lower():
        return word
    return "".join(new.upper() if old.isupper() else new for old, new in zip(word, folded, strict=True))


def errors(read: list[str], true: list[str], scored: list[bool]) -> dict[Place, str]:
    """Where a text differs from the truth → what stands there instead ("" if the word is lost)."""
    found: dict[Place, str] = {}
    for op in Levenshtein.opcodes(read, true):
        a, b, c, d = op.src_start, op.src_end, op.dest_start, op.dest_end
        if op.tag == "replace":
            found |= {c + k: read[a + k] for k in range(d - c) if scored[c + k]}
        elif op.tag == "insert":
            found |= {k: "" for k in range(c, d) if scored[k]}
        elif op.tag == "delete" and (c == 0 or scored[c - 1]) and (c == len(true) or scored[c]):
            found |= {(c, k): read[a + k] for k in range(b - a)}
    return found


def kind_of_error(read: str, true: str) -> str:
    """Class of an error, by what was read and what is true ("" for a lost or an extra word)."""
    if not read or not true:
        return "lost word" if not read else "extra word"
    if any(char.isdigit() for char in true):
        return "code" if any(char.isalpha() for char in true) else "number"
    if read.lower() == true.lower():
        return "case"
    known = "real word" if parse(read.lower()) else "non-word"
    if "-" in read or case_shape(read) == "mixed":
        return f"spacing or marks, {known}"
    a, b = (unicodedata.normalize("NFD", word.lower()) for word in (read, true))
    letters = [[char for char in word if not unicodedata.combining(char)] for word in (a, b)]
    if letters[0] == letters[1]:
        return f"accent, {known}"
    return f"letters, {known}"


def score(
    noisy: str, system: str, gold: str, *, lower: bool = False, tone_placement: bool = False
) -> Score:
    """Score a repaired text against the truth.

    Args:
        noisy, system, gold: the read, the repaired and the true text, aligned as
            wholes, since engines cut lines their own way.
        lower: ignore capitals.
        tone_placement: count ``hoà`` for ``hòa`` as an error.
    """
    true, scored = words_of(gold, lower, tone_placement)
    read, repaired = (words_of(text, lower, tone_placement)[0] for text in (noisy, system))
    before, after = errors(read, true, scored), errors(repaired, true, scored)
    fixed = [place for place in before if place not in after]
    missed = [place for place in before if after.get(place) == before[place]]
    classes: dict[str, tuple[int, int]] = {}
    for place, instead in before.items():
        name = kind_of_error(instead, true[place] if isinstance(place, int) else "")
        count, ok = classes.get(name, (0, 0))
        classes[name] = (count + 1, ok + (place not in after))
    return Score(
        words=sum(scored),
        letters=sum(len(_GRAPHEME.findall(word)) + 1 for word, keep in zip(true, scored, strict=True) if keep),
        errors_before=len(before),
        errors_after=len(after),
        letters_before=_letters(before, true),
        letters_after=_letters(after, true),
        fixed=len(fixed),
        missed=len(missed),
        miscorrected=len(before) - len(fixed) - len(missed),
        broken=sum(place not in before for place in after),
        classes=classes,
    )


def _letters(found: dict[Place, str], true: list[str]) -> int:
    """Graphemes that are wrong in the wrong words."""
    pairs = ((instead, true[place] if isinstance(place, int) else "") for place, instead in found.items())
    return sum(Levenshtein.distance(_GRAPHEME.findall(a), _GRAPHEME.findall(b)) for a, b in pairs)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of `vnfix evaluate`."""
    parser.add_argument("noisy", type=Path, help="text as the engine read it")
    parser.add_argument("gold", type=Path, help="the true text; what stands in ⟦ ⟧ is not scored")
    parser.add_argument("--system", type=Path, help="a repaired text (default: what vnfix makes of NOISY)")
    parser.add_argument("--by-line", action="store_true", help="align line by line instead of as a whole")
    parser.add_argument("--lower", action="store_true", help="ignore capitals")
    parser.add_argument("--tone-placement", action="store_true", help="count hoà for hòa as an error")
    parser.add_argument("--json", action="store_true", help="print JSON")


def command(args: argparse.Namespace, correct: Callable[[str], str] | None = None) -> int:
    """Run `vnfix evaluate`: 0, or 2 if the texts cannot be compared."""
    noisy, gold = (path.read_text(encoding="utf-8-sig") for path in (args.noisy, args.gold))
    system = args.system.read_text(encoding="utf-8-sig") if args.system else (correct or _built_in())(noisy)
    texts = [[text] for text in (noisy, system, gold)]
    if args.by_line:
        texts = [text.splitlines() for text in (noisy, system, gold)]
        if len({len(lines) for lines in texts}) > 1:
            counts = ", ".join(str(len(lines)) for lines in texts)
            print(f"vnfix evaluate: --by-line needs as many lines in all texts, not {counts}; drop it", file=sys.stderr)
            return 2
    total = Score()
    for parts in zip(*texts, strict=True):
        total += score(*parts, lower=args.lower, tone_placement=args.tone_placement)
    print(json.dumps(total.to_dict(), ensure_ascii=False) if args.json else total.table())
    return 0


def _built_in() -> Callable[[str], str]:
    from . import correct

    return correct
