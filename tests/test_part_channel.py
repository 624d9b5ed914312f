"""The trie of columns against the definition: the cheapest way to cut a read piece and a meant one."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnfix.channel.glyphs import strokes, vowel_marks
from vnfix.channel.part_channel import ADDED, LOST, MARK_COST, SHAPE_COST, STROKE_COST, SUBSTITUTED, PartChannel, Rule
from vnfix.channel.targets import LONGEST, Targets, one_stroke_off

RULES = [
    Rule("rư", "m", 2.0),
    Rule("ươn", "ưcm", 3.0),
    Rule("h", "li", 1.5),
    Rule("i", "", 4.0),
    Rule("ng", "", 6.0),
    Rule("", "'", 2.5),
    Rule("n", "ii", 3.5),
    Rule("a", "o", 1.0),
    Rule("ương", "mg", 5.0),
]
TARGETS = ["", "a", "an", "ang", "ao", "i", "iên", "ươn", "ương", "ưng", "nhi", "h", "o", "oang"]
COST_OF = {(rule.meant, rule.read): rule.cost for rule in RULES}


def by_definition(read: str, meant: str) -> float:
    """Least cost over all ways to cut both into pieces, or of their shapes."""

    @cache
    def cut(i: int, j: int) -> float:
        if i == len(read) and j == len(meant):
            return 0.0
        least = 999.0
        for taken in range(min(LONGEST, len(read) - i) + 1):
            for length in range(min(LONGEST, len(meant) - j) + 1):
                r, m = read[i : i + taken], meant[j : j + length]
                usual = {(1, 1): SUBSTITUTED, (1, 0): ADDED, (0, 1): LOST}.get((taken, length), 999.0)
                step = 0.0 if r == m and taken == 1 else min(usual, COST_OF.get((m, r), 999.0))
                if taken + length and step < 999.0:
                    least = min(least, step + cut(i + taken, j + length))
        return least

    return min(cut(0, 0), by_shape(read, meant) if read else 999.0)


def by_shape(read: str, meant: str) -> float:
    own, its = strokes(read), strokes(meant)
    if own != its and its not in one_stroke_off(own):
        return 999.0
    (tones, marks), (its_tones, its_marks) = vowel_marks(read), vowel_marks(meant)
    return SHAPE_COST + STROKE_COST * (own != its) + MARK_COST * ((tones[-1:] != its_tones) + (marks != its_marks))


@pytest.mark.parametrize("at_end", [False, True])
@given(read=st.text(alphabet="aáionưươgmhl'c", max_size=6))
def test_costs_are_those_of_the_definition(at_end: bool, read: str) -> None:
    """Of every head, or tail, of a read piece, for every target."""
    channel = PartChannel(RULES, Targets(TARGETS, at_end))
    costs = channel.costs(read)
    assert len(costs) == len(read) + 1
    for length, row in enumerate(costs):
        part = read[len(read) - length :] if at_end else read[:length]
        assert row.tolist() == pytest.approx([by_definition(part, target) for target in channel.targets.all], abs=1e-4)
