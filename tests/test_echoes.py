"""What the document says elsewhere of a repair."""

from __future__ import annotations

from math import log, log1p
from typing import cast

import numpy as np
import pytest

from vnfix.confidence import calibration
from vnfix.confidence.echoes import MOST_TIMES, Echo, echoes
from vnfix.confidence.evidence import Evidence
from vnfix.confidence.surprise import Change
from vnfix.decoder import Decision
from vnfix.lattice import Arc
from vnfix.ngrams import NgramModel
from vnfix.page import Page

WORDS = ["<unk>", ".", ",", "<num>", "<code>", "chà", "vôi", "với", "rau", "hái"]
IDS = {word: k for k, word in enumerate(WORDS)}


class Model:
    """Every word is one in a thousand, in whatever company; với is a common one."""

    unigram = np.full(len(WORDS), log(1000.0), dtype=np.float32)
    unigram[IDS["với"]] = 5.0

    def bigram_cost(self, first: int, second: int) -> float:
        return log(4.0) if (first, second) == (IDS["vôi"], IDS["rau"]) else log(1000.0)


MODEL = cast(NgramModel, Model())


def change(text: str, place: int, meant: str, right: str) -> tuple[Page, Change]:
    """The repair of the word at a place (words counted), and the word behind it in the repaired text."""
    page = Page(text, IDS)
    k = page.words[place]
    arc = Arc(k, k + 1, (IDS[meant],), 2.0, (meant,), "word")
    return page, Change(Decision(arc, 3.0, ()), 4.0, page.before(k)[-1], IDS[right])


def echo(text: str, place: int, meant: str, right: str) -> Echo:
    page, made = change(text, place, meant, right)
    return echoes(page, MODEL, [made])[0]


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("hái chà với rau", 0),
        ("hái chà với rau chà với", 1),
        ("hái chà với chà vôi rau chà với vôi chà với", 2),
        ("hái " + "chà với " * 20, MOST_TIMES),
    ],
)
def test_the_pair_as_read_comes_again(text: str, again: int) -> None:
    """Its own place aside."""
    assert echo(text, 2, "vôi", "rau").old == pytest.approx(log1p(again))


@pytest.mark.parametrize(
    ("text", "times", "expected"),
    [
        ("hái chà với rau", 0, 0.0),
        ("hái chà với rau chà vôi hái chà vôi", 2, 3 / 1000),
        # "vôi rau" is a phrase of the language: it is read once where half a time is expected.
        ("hái hái với vôi rau vôi hái", 1, 2 / 4),
    ],
)
def test_the_repaired_pair_is_said_elsewhere(text: str, times: int, expected: float) -> None:
    """As a surprise: how much more often than the language has it anyway."""
    found = echo(text, 2, "vôi", "rau").new
    assert found == pytest.approx(log((times + 1) / (expected + 1)) if times else 0.0, abs=1e-6)


def test_words_said_elsewhere() -> None:
    """Three times where the model expects 8 / 1000; common words tell nothing."""
    text = "hái chà với vôi vôi vôi rau rau"
    assert echo(text, 2, "vôi", "hái").word == pytest.approx(log(4 / 1.008), abs=1e-6)
    assert echo(text, 2, "với", "hái").word == 0.0


def test_marks_and_unknown_words_have_no_echo() -> None:
    """``1 với`` and ``2 với`` are no phrase."""
    assert echo("1 với 2 vôi 3 với 4 vôi", 1, "vôi", "<num>")[:2] == (0.0, 0.0)


def test_what_reads_over_a_mark_and_pieces_of_a_word_have_no_old_echo() -> None:
    page = Page("chà v ôi, chà v ôi", IDS)
    k = page.words[1]
    joined = Change(Decision(Arc(k, k + 3, (IDS["vôi"],), 2.0, ("vôi",), "join"), 3.0, ()), 4.0, IDS["chà"], IDS[","])
    nothing = Change(Decision(Arc(k, k + 1, (), 2.0, ("",), "mark"), 3.0, ()), 4.0, IDS["chà"], IDS[","])
    assert echoes(page, MODEL, [joined])[0].old == 0.0
    assert echoes(page, MODEL, [nothing]) == [Echo()]
    assert echoes(page, MODEL, []) == []


def test_an_echo_makes_surer() -> None:
    """A pair that comes again is right; what is read again as it is may be no error."""
    usual = Evidence("word", 3.0, 3.0, 5.0, 4.0)
    alone, again, doubt = (
        calibration.confidences([one], 200)[0]
        for one in (usual, usual._replace(echo=Echo(new=1.0)), usual._replace(echo=Echo(old=log1p(2))))
    )
    assert doubt < alone < again
