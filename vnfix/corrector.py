"""The story of a correction.  START READING HERE.

text → tokens → suspicion → candidates → lattice → decoder → edits → text

1. `tokens` cuts the text into pieces that join to the same text.
2. `vocab` turns them into the symbols of the language model.
3. `suspicion` finds in a few array passes the words that might be wrong.
4. `candidates` says what may have been meant by them (channel model).
5. `lattice` holds all readings of a doubtful stretch, joins and splits included.
6. `decoder` finds the reading of least channel + language cost, and what
   "as it stands" would have cost.
7. `edits` are made where the gain earns it; everything else stays, byte for byte.
"""

from __future__ import annotations

import math
import os
import unicodedata
from typing import Any

import numpy as np

from . import casing
from .candidates import Readings
from .channel import Channel
from .config import DEFAULT, Config
from .decoder import Decision, decode
from .edits import apply_edits
from .lattice import Arc, Lattice
from .ngrams import NgramModel
from .records import Correction, Edit, Token, Unresolved
from .resources import model_dir
from .spelling import Spelling
from .store import Store
from .suspicion import Neighbours, promising
from .syllable import canonical, case_shape, parse
from .tokens import tokenize
from .vocab import STOP_ID, UNKNOWN_ID, symbol


class Corrector:
    """A loaded model.  Holds no state that a call could change; safe from several threads.

    Args:
        model: folder of a compiled model; default ``$VNFIX_MODEL`` or the built-in one.
    """

    def __init__(self, model: str | os.PathLike[str] | None = None) -> None:
        folder = model_dir(model)
        self._model = NgramModel(folder / "ngrams.vnfix")
        self._readings = Readings(Channel.load(folder / "channel.vnfix", self._model.words[5:]), self._model)
        self._neighbours = Neighbours(folder / "neighbours.vnfix")
        self._spelling = Spelling(Store(folder / "spelling.vnfix", "vnfix spelling")["bigram"])

    def correct(self, text: str, config: Config = DEFAULT, **options: Any) -> str:
        """The repaired text: ``explain(...).text``."""
        return self.explain(text, config, **options).text

    def explain(self, text: str, config: Config = DEFAULT, **options: Any) -> Correction:
        """The repaired text, the edits that make it, and what was left in doubt."""
        config = config.replace(**options)
        page = _Page(unicodedata.normalize("NFC", text), self)
        edits = page.edits(config)
        return Correction(apply_edits(page.text, edits), tuple(edits))


class _Page:
    def __init__(self, text: str, c: Corrector) -> None:
        self.text = text
        self.c = c
        self.m = c._model
        self.tokens: list[Token] = list(tokenize(text))
        self.seen: list[int] = []  # token index of each symbol
        self.ids: list[int] = []
        self.place = [-1] * len(self.tokens)
        get = self.m.ids.get
        for k, t in enumerate(self.tokens):
            s = symbol(t)
            if s is None:
                continue
            self.place[k] = len(self.ids)
            self.seen.append(k)
            self.ids.append(get(s, UNKNOWN_ID))
        self.memo: dict[tuple[int, int, int], float] = {}

    def cost(self, u: int, v: int, w: int) -> float:
        key = (u, v, w)
        c = self.memo.get(key)
        if c is None:
            c = self.memo[key] = self.m.cost(u, v, w)
        return c

    def is_garbage(self, t: Token) -> bool:
        """Unknown and not like a foreign word or an abbreviation."""
        x = t.text
        return not x.isascii() or (case_shape(x) == "mixed")

    def edits(self, config: Config) -> list[Edit]:
        tokens, ids = self.tokens, self.ids
        words = [k for k, t in enumerate(tokens) if t.kind == "word" and self.place[k] >= 0]
        unknown = [k for k in words if ids[self.place[k]] == UNKNOWN_ID]
        garbage = [k for k in unknown if self.is_garbage(tokens[k])]
        eps = min(0.3, (2.5 * len(garbage) + 0.02) / (len(words) + 20))
        prior = -math.log(eps / 0.1) 
        self.prior = max(prior, -1.0)
        known = np.array([tokens[k].kind == "word" for k in self.seen], dtype=bool) if self.seen else np.zeros(0, bool)
        near = promising(self.m, self.c._neighbours, ids, known, self.prior) if config.fix_known_words else {}
        arcs: dict[int, list[Arc]] = {}
        for p, opts in near.items():
            k = self.seen[p]
            opts = sorted(opts, key=lambda o: o[1])[:12]
            arcs[k] = [Arc(k, k + 1, (i,), c + self.prior, (self.m.words[i],), "letters") for i, c in opts]
        for k in unknown:
            t = tokens[k]
            a = [Arc(k, k + 1, (self.m.ids[c.words[0]],), c.cost + self.prior, c.words, "letters") for c in self.c._readings.of(t.text)]
            if config.fix_spacing and 4 <= len(t.text) <= 16:
                a += [Arc(k, k + 1, tuple(self.m.ids[w] for w in c.words), c.cost + self.prior, c.words, "split") for c in self.c._readings.splits(t.text)]
            arcs.setdefault(k, []).extend(a)
        if config.fix_spacing:
            self.joins(arcs)
        return self.decode_all(arcs, config)

    def joins(self, arcs: dict[int, list[Arc]]) -> None:
        tokens = self.tokens
        n = len(tokens)
        for k in range(n - 2):
            t = tokens[k]
            if t.kind != "word":
                continue
            mid, right = tokens[k + 1], tokens[k + 2]
            if right.kind != "word" or len(t.text) + len(right.text) > 8:
                continue
            glue = mid.kind == "mark" and mid.text in "^'`´~*-¬°"
            space = mid.kind == "space" and mid.text == " "
            if not glue and not space:
                continue
            bad = [ (self.place[j] >= 0 and self.ids[self.place[j]] == UNKNOWN_ID) or len(tokens[j].text) == 1 or parse(tokens[j].text.lower()) is None or j in arcs for j in (k, k + 2)]
            if not any(bad):
                continue
            joined = t.text + right.text
            own = canonical(joined.lower())
            cands = [(own, 0.0)] if own in self.m.ids else []
            cands += [(c.words[0], c.cost) for c in self.c._readings.of(joined)[:8]]
            for w, c in cands:
                if len(w) < 2:
                    continue
                arcs.setdefault(k, []).append(Arc(k, k + 3, (self.m.ids[w],), c + (4.0 if glue else 6.5) + self.prior, (w,), "join"))

    def keep(self, k: int) -> Arc:
        p = self.place[k]
        if p < 0:
            return Arc(k, k + 1, (), 0.0)
        i = self.ids[p]
        cost = 0.0
        t = self.tokens[k]
        if i == UNKNOWN_ID and t.kind == "word":
            cost = self.c._spelling.cost(t.text) + (0.0 if t.text[0].isupper() else 2.0)
        return Arc(k, k + 1, (i,), cost)

    def decode_all(self, arcs: dict[int, list[Arc]], config: Config) -> list[Edit]:
        edits: list[Edit] = []
        spans = self.spans(arcs)
        for first, last in spans:
            lat = Lattice(first, last)
            for k in range(first, last):
                lat.add(self.keep(k))
                for a in arcs.get(k, ()):
                    if a.last <= last:
                        lat.add(a)
            for d in decode(lat, self.before(first), self.after(last), self.cost):
                e = self.edit(d, config)
                if e:
                    edits.append(e)
        return edits

    def spans(self, arcs: dict[int, list[Arc]]) -> list[tuple[int, int]]:
        out: list[list[int]] = []
        for k in sorted(k for k in arcs if arcs[k]):
            end = max(a.last for a in arcs[k])
            if out and self.gap(out[-1][1], k) < 2:
                out[-1][1] = max(out[-1][1], end)
            else:
                out.append([k, end])
        return [(a, b) for a, b in out]

    def gap(self, a: int, b: int) -> int:
        return sum(self.place[j] >= 0 for j in range(a, b))

    def before(self, k: int) -> tuple[int, int]:
        found: list[int] = []
        for j in range(k - 1, -1, -1):
            if self.place[j] >= 0:
                found.append(self.ids[self.place[j]])
                if len(found) == 2:
                    break
        found += [STOP_ID] * (2 - len(found))
        return found[1], found[0]

    def after(self, k: int) -> tuple[int, ...]:
        found: list[int] = []
        for j in range(k, len(self.tokens)):
            if self.place[j] >= 0:
                found.append(self.ids[self.place[j]])
                if len(found) == 2:
                    break
        return tuple(found)

    def edit(self, d: Decision, config: Config) -> Edit | None:
        if not d.arc.words or d.gain < THRESHOLD:
            return None
        a = d.arc
        toks = self.tokens[a.first : a.last]
        old = "".join(t.text for t in toks)
        read = "".join(t.text for t in toks if t.kind == "word")
        around = [case_shape(self.tokens[j].text) for j in range(max(0, a.first - 5), min(len(self.tokens), a.last + 5)) if self.tokens[j].kind == "word" and not a.first <= j < a.last]
        mis = False
        if case_shape(read) != "lower":
            low = {c.words[0]: c.cost for c in self.c._readings.of(read.lower())}
            mine = a.cost - self.prior
            mis = a.reason == "letters" and low.get(a.words[0], 99.0) > mine + 0.5 and case_shape(read) != "lower"
        new = " ".join(casing.recase(read, a.words, around, mis))
        if new == old:
            return None
        return Edit(toks[0].start, toks[-1].end, old, new, a.reason, 1 / (1 + math.exp(-d.gain)), tuple((" ".join(r.words) or old, g) for r, g in d.rivals[:3]))

THRESHOLD = 2.0
