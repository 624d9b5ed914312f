"""The story of a correction.  START READING HERE.

text → tokens → suspicion → candidates → lattice → decoder → edits → text

0. `intake` cuts a text of more than thirty pages, so that memory does not grow with it, and brings it into NFC;
   `early` does what its words need before they can be read: from old fonts and other character sets into Unicode
   (`lost_letters` reads what became question marks there), specks taken out, moved spaces put back.
1. `page` cuts it into tokens and symbols; `accents` reads the stretches that lost theirs, which then are sure words;
   a page in another language (`foreign_pages`) goes out as it came.
2. `error_rate` estimates from the plain garbage how noisy the document is: in a
   clean one any change is unlikely, in a bad one it is not.
3. `suspicion` finds in a few array passes the words that might be wrong.
4. `proposals` asks `candidates` (and so the `channel`, for some engines that of `narrow`) what may have been meant,
   unless it is one of `foreign_names`;
   `spacing` cuts ``đượchiểulà`` and joins ``m ụ c đ íc h``, `joining` ``tr ình`` and words that hold marks, ``nu’ớc``.
5. `lattice` holds all readings of a doubtful stretch, joins and splits included.
6. `decoder` finds the reading of least channel + language cost, and what
   "as it stands" would have cost.
7. `confidence` gathers what speaks for each change and turns it into the probability that it is right; an edit is made
   where that suffices, and everything else stays, byte for byte.
8. `forms` repairs what needs no context (codes, numerals, stray marks), `wording` gives words their capitals.
9. `late` sees what shows only now: specks between words, stray capitals, words made of dirt.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from . import accents, error_rate
from .chunks import WORD, Trait
from .confidence import calibration
from .confidence.echoes import echoes
from .confidence.evidence import Witness
from .confidence.surprise import surprises
from .config import DEFAULT, Config, chosen
from .context_costs import Bound, ContextCosts
from .decoder import Problem, decode_all
from .edits import apart, apply_edits, composed
from .foreign_pages import is_foreign_page
from .forms.repairs import FormRepairs
from .intake.blocks import blocks, joined
from .intake.door import as_text, enter
from .lattice import Arc, Lattice, runs, spans
from .loaded import Engines, Loaded
from .ngrams import NgramModel
from .own_terms import own_terms
from .page import Page
from .records import Correction, Edit, Unresolved
from .resources import model_dir
from .shields import unshielded
from .spacing import knots, line_ends
from .spacing.spaced import Spaced
from .suspicion import NEAR_GAIN, Fit, Options, Suspicion
from .vocab import UNKNOWN_ID
from .wording import Wording

#: Most that a syllable costs after its neighbour in a listed term, and in a term of the user's own (nats).
_LISTED_COST, _OWN_COST = 4.0, 1.0
#: A word that costs more over three trigrams, where an error costs less than this
#: (nats), may be one of several wrong words in a row.  Looser bounds find no more.
_BAD_FIT, _DIRTY = 14.0, 1.5
#: What an error costs where a scrap of capitals stands amid small letters (nats), if it fits so badly: no change in
#: 190,000 words of clean text.  Set by hand for ``cải cách M tục`` (thủ) and ``nhiệm TO`` (vụ, in doubt), which nothing
#: else sees; no edit of the pages that we measure on hangs on it.
_SCRAP, _SCRAP_FIT = 0.0, 24.0
#: Words decided together in the coarse look, at most: bounds its memory.
_LONGEST_STRETCH = 24
#: Bytes that the process keeps for its next arrays.
_KEPT_MEMORY = 8 << 20


class Corrector:
    """A loaded model.  No call changes it (caches aside), so threads may share it, and processes by a pickle of it.

    Args:
        model: folder of a compiled model; default ``$VNFIX_MODEL``, else the built-in one.

    Raises:
        ResourceError, StoreError: the folder or a file of it is missing or damaged.
    """

    def __init__(self, model: str | os.PathLike[str] | None = None) -> None:
        # glibc's malloc keeps what it gave back once so much was freed at a time; else every page's
        # arrays are mapped and zeroed anew, 12,000 page faults in a report of 2,000 words.
        np.empty(_KEPT_MEMORY, dtype=np.uint8)
        self._folder = model_dir(model).absolute()
        self._engines = Engines(self._folder)
        self._loaded = self._engines.usual
        self._chunks = self._loaded.chunks

    def __reduce__(self) -> tuple[Any, ...]:
        """A pickle holds the folder of the model alone, which is read again where it is opened."""
        return _opened, (type(self), str(self._folder))

    @property
    def language_model(self) -> NgramModel:
        """The n-gram model, for those who weigh a text without repairing it (`vnfix.reports`)."""
        return self._loaded.model

    def correct(self, text: str, config: Config = DEFAULT, **options: Any) -> str:
        """The repaired text, that of ``explain(text, config, **options)``, without holding the edits."""
        return "".join(self.correct_stream(as_text(text), config, **options))

    def correct_stream(self, chunks: str | Iterable[str], config: Config = DEFAULT, **options: Any) -> Iterator[str]:
        """`correct` for a text that need not fit into memory; see `vnfix.correct_stream`."""
        config = chosen(config, options)
        pieces = blocks([chunks] if isinstance(chunks, str) else chunks)
        return (self._explain(block, config).text for block in pieces)

    def explain(self, text: str, config: Config = DEFAULT, **options: Any) -> Correction:
        """The repaired text, the edits that make it, and what was left in doubt.

        A text of more than `blocks.WHOLE` characters is repaired in blocks.

        Args:
            text: any string; offsets in the result count in it as given.
            config: all options at once; ``options`` override single ones.

        Raises:
            OptionError: an unknown option or a wrong value.
            TypeError: ``text`` is no string.
        """
        config = chosen(config, options)
        return joined((block, self._explain(block, config)) for block in blocks([text]))

    def _explain(self, text: str, config: Config) -> Correction:
        entered = enter(text)
        if not entered.text.strip():
            return Correction(text, ())
        self._chunks = self._chunks.usable()
        ready, page = self._loaded.early.readied(entered.text, config, self._chunks)
        repair = _Repair(page, self._engines.of(page.text), config)
        if repair.is_foreign and not ready:
            return Correction(text, ())
        edits, unresolved = repair.run()
        if ready:
            edits, unresolved = (composed(entered.text, ready, some) for some in (edits, unresolved))
        if edits:  # a text in which nothing was wrong so far is clean: no speck, no dirt
            edits = self._loaded.late.with_more(entered.text, edits, config, self._chunks)
            unresolved = apart(unresolved, edits)
        outside = tuple(entered.outside(edit) for edit in edits)
        left = tuple(entered.outside(edit) for edit in unresolved)
        doubts = tuple(Unresolved(e.start, e.end, e.old, ((e.new, e.confidence), *e.runners_up)) for e in left)
        return Correction(apply_edits(text, outside), outside, doubts)


@lru_cache(maxsize=2)
def _opened(kind: type[Corrector], folder: str) -> Corrector:
    """The `Corrector` of a pickle, once a process: ``pool.map(corrector.correct, pages)`` sends one with every page."""
    return kind(folder)


class _Repair:
    """One text on its way through the stations."""

    def __init__(self, page: Page, loaded: Loaded, config: Config) -> None:
        self.page, self.config, self.loaded = page, config, loaded
        self.model = loaded.model
        self.wording = Wording(page, loaded.readings, loaded.abbreviations, loaded.capitals)
        own_tokens = self._users_own()
        self.fixed = own_tokens | self._listed()
        self.by_form = FormRepairs(page, self.fixed, loaded.by_form, config)
        self.fixed |= self.by_form.in_formulas  # the same set, so `by_form` sees what is fixed later
        self.fit = Fit(self.model, page.symbols)
        restored = loaded.accents.restore(page, self.fit.each, own_tokens, config.fix_spacing)
        self.is_foreign = not restored.ids and is_foreign_page(page.text)
        self.restored = self._accepted(restored)
        if self.restored.ids:  # the page as it reads with its accents: what follows looks at that
            self.fit = Fit(self.model, page.symbols)
        self.priors = np.zeros(len(page.ids))  # until `_suspects` has looked
        own = Bound(loaded.own_pairs(config.extra_words), _OWN_COST)
        self.costs = ContextCosts(self.model, [Bound(loaded.pairs, _LISTED_COST), own])

    def run(self) -> tuple[list[Edit], list[Edit]]:
        """Edits to make, and edits that were not sure enough."""
        if not self.page.ids:
            return [], []
        arcs = self._arcs(self._suspects())
        problems = [self._problem(first, last, arcs) for first, last in spans(self.page, arcs)]
        changes = surprises(zip(problems, decode_all(problems, self.costs)), self.costs)
        said = echoes(self.page, self.model, changes)
        evidence = Witness(self.page, self.model, self.fit, self.priors).of(changes, said)
        confidences = calibration.confidences(evidence, len(self.page.words))
        made = (self.wording.edit(change.decision, sure) for change, sure in zip(changes, confidences))
        edits = [*self.restored.edits, *(edit for edit in made if edit is not None)]
        edits = unshielded(self.page.text, self.by_form.add(edits, self._prior), self.config)
        sure = [e for e in edits if e.confidence >= self._bar(e)]
        doubtful = [e for e in edits if e.confidence < self._bar(e)]
        return sorted(sure), sorted(doubtful)

    def _bar(self, edit: Edit) -> float:
        least = self.config.min_confidence
        return accents.least_confidence(least) if edit.reason == accents.REASON else least

    def _accepted(self, restored: accents.Restored) -> accents.Restored:
        """The stretches that lost their accents; from here on their words are sure, and context for the others.

        If they are not to be restored, they stay as they are: nothing else may mend half of them.
        """
        self.fixed |= restored.ids.keys() | restored.foreign
        if not self.config.restore_accents:
            return accents.NOTHING
        self.page.read_as(restored.ids)
        return restored

    def _prior(self, k: int) -> float:
        return float(self.priors[self.page.symbol_of[k]])

    def _users_own(self) -> set[int]:
        """Tokens that are right as they are because the user says so."""
        if not self.config.extra_words:
            return set()
        words = list(map(self.page.tokens.text, range(len(self.page.tokens))))
        return {k for place in own_terms(self.config.extra_words).among(words) for k in place}

    def _listed(self) -> set[int]:
        """Tokens that are right as they are because the lexicon lists what the model does not know."""
        return set((self.page.has(Trait.LISTED) & self.page.unknown_words()).nonzero()[0].tolist())

    def _suspects(self) -> Options:
        """Known words that might be wrong, under an estimate of where the errors are.

        Twice: the first look, under a neutral rate, tells how many real words
        seem wrong; the second goes by that.
        """
        page, size = self.page, len(self.page.ids)
        is_word = page.kinds == WORD
        garbage = (page.has(Trait.GARBAGE) & page.unknown_words())[page.token_of].astype(np.float64)
        words, may_change = is_word[page.token_of].astype(np.float64), self._free(is_word)[page.token_of]
        neutral = np.full(size, error_rate.NEUTRAL)
        self.loaded.neighbours.cover(page.ids)
        suspicion = Suspicion(self.fit, self.loaded.neighbours, may_change)
        logit = error_rate.logits(words, garbage, error_rate.oddness(self.fit.costs))
        expected = error_rate.priors(logit, words, garbage + error_rate.USUAL_SUSPICION)
        _, gain = suspicion.promising(neutral, bar=0.0, ahead=np.maximum(0.0, neutral - NEAR_GAIN - expected))
        self.priors = error_rate.priors(logit, words, error_rate.suspicion_weight(gain))
        if not self.config.fix_known_words:
            return {}
        scraps = [at for at in page.scraps() if self.fit.costs[at] > _SCRAP_FIT]
        self.priors[scraps] = np.minimum(self.priors[scraps], _SCRAP)
        options, _ = suspicion.promising(self.priors)
        found = {page.token_of[at]: readings for at, readings in options.items()}
        return {k: readings for k, readings in found.items() if not self.loaded.abbreviations.has(page.tokens.text(k))}

    def _arcs(self, suspects: Options) -> dict[int, list[Arc]]:
        """All arcs that change something, by the token where they begin."""
        page, propose, join, spacing = self.page, self.loaded.propose, self.loaded.join, self.config.fix_spacing
        unknown: list[int] = self._free(page.unknown_words()).nonzero()[0].tolist()
        unknown = [k for k in unknown if not self.loaded.foreign_names.has(page.tokens.text(k), self._prior(k))]
        if not spacing:  # what may not be cut must not lose half of itself: no lấy for ``lấyý``
            propose.prepare(page, unknown, [], [], [])
            self.fixed |= {k for k in unknown if join.is_two(page.tokens.text(k))}
            unknown = [k for k in unknown if k not in self.fixed]
        stretches = self._doubtful() if self.config.fix_known_words else []
        doubtful = [page.token_of[at] for stretch in stretches for at in stretch]
        joinable = [k for k in join.joinable(page) if not {k, k + 2} & self.fixed] if spacing else []
        tied = [knot for knot in knots.knots(page) if not self.fixed.intersection(knot.tokens)] if spacing else []
        propose.prepare(page, unknown if spacing else [], unknown + doubtful, joinable, tied)
        arcs = {k: propose.known(k, options, self._prior(k)) for k, options in suspects.items()}
        arcs |= propose.unknown(page, unknown, [self._prior(k) for k in unknown], spacing)
        for k, more in propose.together(page, stretches, self.priors).items():
            had = {arc.ids for arc in arcs.get(k, ()) if arc.last == k + 1}
            arcs.setdefault(k, []).extend(arc for arc in more if arc.ids not in had)
        for k in joinable:
            arcs.setdefault(k, []).extend(join.joins(page, k, self._prior(k)))
        for knot in tied:
            # Its pieces mean nothing by themselves: no ``co`` → cơ within ``co’``.
            first = knot.tokens.start
            arcs |= dict.fromkeys(knot.tokens, []) | {first: join.knot(page, knot, self._prior(first))}
        for k, spaced in self._spaced().items():
            read = {(arc.last, arc.ids) for arc in spaced}
            arcs[k] = [arc for arc in arcs.get(k, ()) if (arc.last, arc.ids) not in read] + spaced
        for k in line_ends.hyphened(page) if spacing else ():
            if not {k, k + 3} & self.fixed:
                arcs.setdefault(k, []).extend(join.over_hyphen(page, k))
        return {k: found for k, found in arcs.items() if found}

    def _spaced(self) -> dict[int, list[Arc]]:
        """Arcs that join letter-spaced words."""
        spaced = Spaced(self.page, self.priors, self.fixed) if self.config.fix_spacing else None
        return spaced.arcs(self.model.ids, self.loaded.readings) if spaced else {}

    def _free(self, tokens: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
        """Those of some tokens that are not fixed."""
        free = tokens.copy()
        free[list(self.fixed)] = False
        return free

    def _doubtful(self) -> list[range]:
        """Stretches of symbols, known words among them, that fit badly where errors are likely."""
        page = self.page
        free = self._free(page.kinds == WORD)[page.token_of]
        odd: list[int] = ((self.fit.costs > _BAD_FIT) & (self.priors < _DIRTY) & free).nonzero()[0].tolist()
        doubtful = runs(odd, _LONGEST_STRETCH)
        return [stretch for stretch in doubtful if any(page.ids[at] != UNKNOWN_ID for at in stretch)]

    def _problem(self, first: int, last: int, arcs: dict[int, list[Arc]]) -> Problem:
        lattice, keep = Lattice(first, last), self.loaded.propose.keep
        for k in range(first, last):
            lattice.arcs[k] = [keep(self.page, k), *(arc for arc in arcs.get(k, ()) if arc.last <= last)]
        return Problem(lattice, self.page.before(first), self.page.after(last))
