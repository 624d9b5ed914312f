"""A compiled model and the lexicon, loaded: the stations' tools, the same for all texts."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from . import lexicon
from .accents import Accents
from .candidates import Readings
from .capitals import Capitals
from .channel.model import Channel
from .channel.neighbours import Neighbours
from .chunks import Chunks
from .foreign_names import ForeignNames
from .forms.abbreviations import Abbreviations
from .forms.official_names import Names
from .forms.repairs import Known
from .joining import Joiner
from .late import Late
from .ngrams import NgramModel
from .proposals import Proposer
from .spelling import Spelling
from .vocab import CLASSES


class Loaded(NamedTuple):
    """The tools; caches aside none of them changes.

    Attributes:
        chunks: empty ones, to learn what stands between two spaces.
        pairs: neighbouring syllables inside listed terms.
        by_form: what the repairs by form know.
    """

    model: NgramModel
    chunks: Chunks
    neighbours: Neighbours
    readings: Readings
    propose: Proposer
    join: Joiner
    abbreviations: Abbreviations
    foreign_names: ForeignNames
    capitals: Capitals
    pairs: lexicon.PairSet
    accents: Accents
    by_form: Known
    late: Late


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
    capitals, terms = Capitals.load(folder / "capitals.vnfix"), lexicon.listed_terms()
    return Loaded(
        model=model,
        chunks=Chunks(model.ids, lexicon.listed_words(terms)),
        neighbours=neighbours,
        readings=readings,
        propose=Proposer(model, readings, join, spelling, abbreviations),
        join=join,
        abbreviations=abbreviations,
        foreign_names=ForeignNames(channel.words, abbreviations),
        capitals=capitals,
        pairs=lexicon.PairSet(lexicon.term_pairs(terms, model.ids)),
        accents=Accents(model, spelling, channel.words),
        by_form=Known(abbreviations, Names(model.ids), model.bond, model.ids),
        late=Late(model, capitals),
    )
