"""What the document says elsewhere of a repair."""

from __future__ import annotations

from math import log, log1p

import numpy as np
import pytest

from vnfix import calibration
from vnfix.decoder import Decision
from vnfix.echoes import MOST_TIMES, Echo, echoes
from vnfix.lattice import Arc
from vnfix.page import Page
from vnfix.surprise import Change

WORDS = ["<unk>", ".", ",", "<num>", "<code>", "chà", "vôi", "với", "rau", "hái"]
IDS = {word: k for k, word in enumerate(WORDS)}
UNIGRAM = np.full(len(WORDS), log(100.0), dtype=np.float32)


def change(text: str, place: int, meant: str, right: str) -> tuple[Page, Change]:
    """The repair of the word at a place (words counted), and the word behind it in the repaired text."""
    page = Page(text, IDS)
    k = page.words[place]
    arc = Arc(k, k + 1, (IDS[meant],), 2.0, (meant,), "word")
    return page, Change(Decision(arc, 3.0, ()), 4.0, page.before(k)[-1], IDS[right])


def echo(text: str, place: int, meant: str, right: str) -> Echo:
    page, made = change(text, place, meant, right)
    return echoes(page, UNIGRAM, [made])[0]


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("hái chà với rau", 0, 0),
        ("hái chà với rau chà vôi hái chà vôi", 0, 2),
        ("hái chà với rau chà với", 1, 0),
        ("hái chà với chà vôi rau chà với vôi chà với", 2, 1),
        ("hái chà với " + "chà vôi " * 20, 0, MOST_TIMES),
    ],
)
def test_pairs_said_elsewhere(text: str, old: int, new: int) -> None:
    """The pair as read, its own place aside, and the pair as repaired."""
    found = echo(text, 2, "vôi", "rau")
    assert (found.old, found.new) == pytest.approx((log1p(old), log1p(new)))


def test_words_said_elsewhere() -> None:
    """Three times where the model expects 8 / 100."""
    assert echo("hái chà với vôi vôi vôi rau rau", 2, "vôi", "hái").word == pytest.approx(log(4 / 1.08), abs=1e-6)


def test_marks_and_unknown_words_have_no_echo() -> None:
    """``1 với`` and ``2 với`` are no phrase."""
    assert echo("1 với 2 với 3 với", 1, "vôi", "<num>")[:2] == (0.0, 0.0)


def test_what_reads_over_a_mark_and_pieces_of_a_word_have_no_old_echo() -> None:
    page = Page("chà v ôi, chà v ôi", IDS)
    k = page.words[1]
    joined = Change(Decision(Arc(k, k + 3, (IDS["vôi"],), 2.0, ("vôi",), "join"), 3.0, ()), 4.0, IDS["chà"], IDS[","])
    nothing = Change(Decision(Arc(k, k + 1, (), 2.0, ("",), "mark"), 3.0, ()), 4.0, IDS["chà"], IDS[","])
    assert echoes(page, UNIGRAM, [joined])[0].old == 0.0
    assert echoes(page, UNIGRAM, [nothing]) == [Echo()]
    assert echoes(page, UNIGRAM, []) == []


def test_an_echo_makes_surer() -> None:
    """A pair that comes again is right; what is read again as it is may be no error."""
    usual = calibration.Evidence("word", 3.0, 3.0, 5.0, 4.0, 0.0)
    alone, again, doubt = (
        calibration.confidences([one])[0]
        for one in (usual, usual._replace(echo_new=log1p(2)), usual._replace(echo_old=log1p(2)))
    )
    assert doubt < alone < again
