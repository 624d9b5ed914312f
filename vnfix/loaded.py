"""A compiled model and the lexicon, loaded: the stations' tools, the same for all texts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from . import lexicon
from .accents import Accents
from .candidates import Readings
from .capitals import Capitals
from .channel.model import Channel
from .channel.neighbours import Neighbours, NeighbourTable
from .channel.syllabary import Syllabary
from .chunks import Chunks
from .early import Early
from .foreign_names import ForeignNames
from .forms.abbreviations import Abbreviations
from .forms.formulas import Formulas
from .forms.official_names import Names
from .forms.repairs import Known
from .joining import Joiner
from .late import Late
from .narrow import AskedNeighbours, is_narrow, narrow_channel
from .ngrams import NgramModel
from .proposals import Proposer
from .spelling import Spelling
from .vocab import CLASSES


class Loaded(NamedTuple):
    """The tools; caches aside none of them changes.

    Attributes:
        chunks: empty ones, to learn what stands between two spaces.
        pairs: neighbouring syllables inside listed terms.
        own_pairs: the same of terms of the user's own.
        by_form: what the repairs by form know.
    """

    model: NgramModel
    chunks: Chunks
    syllabary: Syllabary
    neighbours: NeighbourTable
    readings: Readings
    propose: Proposer
    join: Joiner
    abbreviations: Abbreviations
    foreign_names: ForeignNames
    capitals: Capitals
    pairs: lexicon.PairSet
    own_pairs: Callable[[tuple[str, ...]], lexicon.PairSet]
    spelling: Spelling
    accents: Accents
    by_form: Known
    late: Late
    early: Early


class Engines:
    """The tools for usual OCR engines, and those for engines of a narrow alphabet, loaded when first wanted."""

    def __init__(self, folder: Path) -> None:
        self.usual = load(folder)

    def of(self, text: str) -> Loaded:
        """The tools for the engine that read a text."""
        return self._narrow if is_narrow(text) else self.usual

    @cached_property
    def _narrow(self) -> Loaded:
        usual = self.usual
        readings = Readings(narrow_channel(usual.syllabary), usual.model)
        join = Joiner(usual.model, readings)
        return usual._replace(
            neighbours=AskedNeighbours(readings, usual.model),
            readings=readings,
            propose=Proposer(usual.model, readings, join, usual.spelling, usual.abbreviations),
            join=join,
        )


def load(folder: Path) -> Loaded:
    """The tools of the model in a folder.

    Raises:
        ResourceError, StoreError: a file of it is missing or damaged.
    """
    model = NgramModel(folder / "ngrams.vnfix")
    neighbours = Neighbours(folder / "neighbours.vnfix")
    channel = Channel.load(folder / "channel.vnfix", model.words[len(CLASSES) :])
    readings = Readings(channel, model, neighbours)
    join = Joiner(model, readings)
    spelling, abbreviations = Spelling.load(folder / "spelling.vnfix"), Abbreviations.load()
    names = Names()
    capitals, terms = Capitals.load(folder / "capitals.vnfix"), lexicon.listed_terms()
    return Loaded(
        model=model,
        chunks=Chunks(model.ids, lexicon.listed_words(terms)),
        syllabary=channel.words,
        neighbours=neighbours,
        readings=readings,
        propose=Proposer(model, readings, join, spelling, abbreviations),
        join=join,
        abbreviations=abbreviations,
        foreign_names=ForeignNames(channel.words, abbreviations),
        capitals=capitals,
        pairs=lexicon.PairSet(lexicon.term_pairs(terms, model.ids)),
        own_pairs=_own_pairs(model.ids),
        spelling=spelling,
        accents=Accents(model, spelling, channel.words),
        by_form=Known(abbreviations, names, Formulas(), model.bond, model.ids),
        late=Late(model, capitals, names),
        early=Early(model),
    )


def _own_pairs(ids: Mapping[str, int]) -> Callable[[tuple[str, ...]], lexicon.PairSet]:
    """Finds the pairs of some terms, once for all texts: 10,000 of them take 10 to 60 ms, a sentence takes 3."""

    @lru_cache(maxsize=8)
    def pairs(terms: tuple[str, ...]) -> lexicon.PairSet:
        return lexicon.PairSet(lexicon.term_pairs(terms, ids))

    return pairs
