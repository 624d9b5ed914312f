"""The parts that `ablation.py` leaves out, and what stands in their place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from vnfix import candidates, casing, early, error_rate, joining, late, loaded, proposals, shields
from vnfix import corrector as engine
from vnfix.channel.neighbours import SCALE, Neighbours
from vnfix.channel.part_channel import PartChannel
from vnfix.confidence import calibration
from vnfix.confidence.echoes import Echo
from vnfix.confidence.evidence import Evidence
from vnfix.foreign_names import ForeignNames
from vnfix.forms import repairs
from vnfix.forms.formulas import Formulas
from vnfix.forms.repairs import FormRepairs
from vnfix.ngrams import NgramModel, Pairs
from vnfix.proposals import Proposer
from vnfix.resources import data_path
from vnfix.spacing import knots, line_ends
from vnfix.spacing.spaced import Spaced
from vnfix.spelling import Spelling
from vnfix.store import Store
from vnfix.train import word_pairs

LEXICON = data_path("lexicon")
Repair: Any = engine._Repair  # the station that calls all others


class Part(NamedTuple):
    """A part, and how to leave it out.

    Attributes:
        title: the part.
        instead: what stands in its place.
        patches: (owner, attribute, value) to set while the engine runs.
        options: of `correct`.
        compiled: it changes what is compiled into the model.
        engines: those whose pages the channel learns from.
        ngrams: folder of another n-gram model.
        saved: bytes of data that are not needed without it, by the folder of the model.
    """

    title: str
    instead: str = "–"
    patches: tuple[tuple[Any, str, Any], ...] = ()
    options: dict[str, Any] = {}
    compiled: bool = False
    engines: tuple[str, ...] = ("finereader", "tesseract", "tesseract3")
    ngrams: Path | None = None
    saved: Callable[[Path], int] = lambda _: 0


def _lexicon(*names: str) -> Callable[[Path], int]:
    return lambda _: sum((LEXICON / f"{name}.tsv").stat().st_size for name in names)


def _arrays(file: str, kind: str, *names: str) -> Callable[[Path], int]:
    def size(folder: Path) -> int:
        store = Store(folder / file, kind)
        return int(sum(store[name].nbytes for name in names))

    return size


def _one_rate(words: Any, *_: Any) -> Any:
    return np.full(len(words), error_rate.NEUTRAL)


def _no_suspicion(gain: Any) -> Any:
    return np.zeros(len(gain))


def _no_trigram(_: Any, first: Any, second: Any, third: Any) -> Any:
    shape = np.broadcast_shapes(first.shape, second.shape, third.shape)
    return np.zeros(shape, np.float32), np.zeros(shape, bool)


def _no_weights(pairs: Pairs) -> Any:
    return np.zeros(pairs.entry.shape, np.float32)


_neighbours_init = Neighbours.__init__


def _half_the_neighbours(self: Neighbours, path: Path) -> None:
    _neighbours_init(self, path)
    # Where more are wanted, they are all there.
    self._far_ids = np.concatenate([self.ids[:, 24:], self._far_ids], axis=1)
    self.ids, self.stored = self.ids[:, :24], self.stored[:, :24]
    self.least = self.stored.min(axis=1) / np.float32(SCALE)


def _by_gain_alone(document: Sequence[Evidence], _: int) -> list[float]:
    """What the gain would mean if the costs were true: P(the reading) against P(as it stands), no rival considered."""
    return [float(1 / (1 + np.exp(-one.gain))) for one in document]


#: Usual surprise of a right repair, and agreement of a document of which nothing is known (nats, logit).
_SURPRISE, _AGREEMENT = 4.0, float(np.log(calibration.USUAL / (1 - calibration.USUAL)))
_numbers = calibration.numbers


def _without(names: Sequence[str], instead: float = 0.0) -> Callable[[Sequence[Evidence], int], Any]:
    """`calibration.numbers` with a constant in place of some of them."""
    columns = [calibration.NUMBERS.index(name) for name in names]

    def numbers(document: Sequence[Evidence], words: int) -> Any:
        found = _numbers(document, words)
        found[:, columns] = instead
        return found

    return numbers


def _no_echoes(_page: Any, _model: Any, changes: Sequence[Any]) -> list[Echo]:
    return [Echo() for _ in changes]


#: Cost of a letter of an unknown word if its letters say nothing: one in some thirty.
_LETTER = 3.4


def _few(times: float) -> tuple[tuple[Any, str, Any], ...]:
    """The bounds on candidates, times a factor."""
    bounds = [
        (candidates, "SHORTLIST"),
        (proposals, "MOST_ARCS"),
        (joining, "MOST_ARCS"),
        (proposals, "MOST_CHOICES"),
        (proposals, "MOST_TOGETHER"),
    ]
    return tuple((module, name, int(getattr(module, name) * times)) for module, name in bounds)


WHOLE = Part("**the whole engine**", "")
PARTS = (
    Part("local error rate", "one error in a hundred words, everywhere", ((error_rate, "priors", _one_rate),)),
    Part("first look", "error rate by garbage and odd words alone", ((error_rate, "suspicion_weight", _no_suspicion),)),
    Part(
        "repair of known words",
        "only words that do not exist change",
        options={"fix_known_words": False},
        saved=lambda folder: (folder / "neighbours.vnfix").stat().st_size,
    ),
    Part(
        "48 neighbours of a known word",
        "24",
        ((Neighbours, "__init__", _half_the_neighbours),),
        saved=lambda folder: (folder / "neighbours.vnfix").stat().st_size // 2,
    ),
    Part(
        "words in a row decided together",
        "each from its neighbours as they stand",
        ((Repair, "_doubtful", lambda self: []),),
    ),
    Part(
        "trigrams",
        "the bigrams of the same model",
        ((NgramModel, "trigram_costs", _no_trigram), (Pairs, "weights", _no_weights)),
        saved=_arrays("ngrams.vnfix", "vnfix n-grams", "trigram", "trigram_shift"),
    ),
    Part("bound on cost inside listed terms", patches=((engine, "_LISTED_COST", 99.0),), saved=_lexicon("terms")),
    Part(
        "listed words are right",
        "judged as any unknown word",
        ((Repair, "_listed", lambda self: set()),),
        saved=_lexicon("foreign"),
    ),
    Part(
        "learnt rules of the channel",
        "letters and strokes alone",
        compiled=True,
        engines=(),
        saved=lambda folder: model_size("channel.vnfix"),
    ),
    Part(
        "rules learnt from FineReader",
        "those from the others alone",
        compiled=True,
        engines=("ppocrv6", "tesseract", "tesseract-eng", "tesseract3"),
    ),
    Part(
        "rules learnt from Tesseract 5",
        "those from the others alone",
        compiled=True,
        engines=("finereader", "ppocrv6", "tesseract-eng", "tesseract3"),
    ),
    Part(
        "rules learnt from Tesseract 3",
        "those from the others alone",
        compiled=True,
        engines=("finereader", "ppocrv6", "tesseract", "tesseract-eng"),
    ),
    Part(
        "rules learnt from engines that lose accents",
        "those from the others alone",
        compiled=True,
        engines=("finereader", "tesseract", "tesseract3"),
    ),
    Part("a channel for narrow alphabets", "that of all engines", ((loaded, "is_narrow", lambda text: False),)),
    Part("confusions of whole words", "those of their parts", ((word_pairs, "LEAST", np.inf),), compiled=True),
    Part(
        "whole parts by their strokes",
        "letter by letter",
        ((PartChannel, "_add_shapes", lambda self, reads, costs: None),),
        compiled=True,
    ),
    Part("slower rise of high channel costs", "straight", ((candidates, "KNEE", np.float32(1e6)),), compiled=True),
    Part(
        "cost of letters that differ",
        "the channel's cost alone",
        ((candidates, "CHANNEL_WEIGHT", 1.0), (candidates, "LETTER_COST", 0.0), (candidates, "MORE_COST", 0.0)),
        compiled=True,
    ),
    Part(
        "letters of an unknown word",
        f"{_LETTER} nats a letter",
        ((Spelling, "_cost", lambda self, word: _LETTER * (len(word) + 1)),),
        saved=lambda folder: (folder / "spelling.vnfix").stat().st_size,
    ),
    Part("reluctance for names and capitals", patches=((Proposer, "_reluctance", lambda *_: 0.0),)),
    Part("candidates, tighter bounds", "half as many", _few(0.5)),
    Part("candidates, wider bounds", "twice as many", _few(2.0)),
    Part("joins and splits", options={"fix_spacing": False}),
    Part("knots", "a word that holds marks is read in pieces", ((knots, "knots", lambda page: []),)),
    Part("words cut at the end of a line", patches=((line_ends, "hyphened", lambda page: []),)),
    Part("capitals", options={"fix_case": False}),
    Part(
        "codes, digits, capitals by form",
        patches=((FormRepairs, "add", lambda self, edits, prior: edits),),
        saved=_lexicon("code_suffixes"),
    ),
    Part("accents of lines that lost theirs", options={"restore_accents": False}, saved=_lexicon("plain_engines")),
    Part(
        "protected patterns",
        patches=tuple((module, "unshielded", lambda text, edits, own: edits) for module in (engine, early, shields)),
        saved=_lexicon("protected"),
    ),
    Part(
        "words made of dirt taken out",
        options={"remove_dirt": False},
        saved=lambda _: data_path("confidence", "dirt.tsv").stat().st_size,
    ),
    Part(
        "words that a speck holds together",
        patches=((late, "specked", lambda *_: []),),
        saved=_lexicon("hyphened"),
    ),
    Part("spaces that moved", patches=((early, "moved_spaces", lambda *_: []),)),
    Part("formulas at the head", patches=((Formulas, "misread", lambda *_: iter(())),), saved=_lexicon("formulas")),
    Part("stray capitals", patches=((late, "stray_capitals", lambda *_: []),)),
    Part("letters of points", patches=((repairs, "misread_points", lambda *_: []),), saved=_lexicon("point_shapes")),
    Part("codes with a space", patches=((repairs, "cut_codes", lambda *_: []),)),
    Part("letters that stand apart", patches=((repairs, "lone_letters", lambda *_: []),)),
    Part("foreign words pulled apart", patches=((repairs, "pulled_words", lambda *_: []),)),
    Part("names not asked about", "all unknown words asked", ((ForeignNames, "has", lambda *_: False),)),
    Part("letter-spaced words joined", patches=((Spaced, "arcs", lambda *_: {}),)),
    Part(
        "capitals by use",
        "as they were read",
        ((casing, "_usual", lambda shape, *_: shape),),
        saved=lambda folder: (folder / "capitals.vnfix").stat().st_size,
    ),
    Part("calibrated confidence", "1 / (1 + exp(-gain))", ((calibration, "confidences", _by_gain_alone),)),
    Part("trees in the confidence", "the curves alone", ((calibration, "BY_TREES", ()),)),
    Part(
        "surprise in the confidence",
        f"{_SURPRISE} nats everywhere",
        ((calibration, "numbers", _without(["surprise"], _SURPRISE)),),
    ),
    Part(
        "agreement in the confidence",
        "that of an unknown document",
        ((calibration, "numbers", _without(["agreement"], _AGREEMENT)),),
    ),
    Part("habit in the confidence", patches=((calibration, "numbers", _without(["habit"])),)),
    Part(
        "echoes in the confidence",
        patches=((engine, "echoes", _no_echoes),),
    ),
)


def model_size(name: str) -> int:
    """Bytes of a file of the built-in model."""
    return data_path("model", name).stat().st_size


def other_ngrams(folder: Path) -> list[Part]:
    """The n-gram models in the subfolders, as parts; ``about.txt`` of each says what stands instead of what."""
    found = []
    for path in sorted(p.parent for p in folder.glob("*/ngrams.vnfix")):
        title, instead = (path / "about.txt").read_text("utf8").strip().split("\t")
        saved = model_size("ngrams.vnfix") - (path / "ngrams.vnfix").stat().st_size
        found.append(Part(title, instead, compiled=True, ngrams=path, saved=lambda _, saved=saved: saved))  # type: ignore[misc]
    return found
