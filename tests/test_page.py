"""The page is read chunk by chunk, in arrays; its twin goes token by token."""

from __future__ import annotations

import sys

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from vnfix import chunks
from vnfix.chunks import Chunks, Trait
from vnfix.page import _SPACES, Page
from vnfix.tokens import tokenize
from vnfix.vocab import UNKNOWN_ID, symbol

VOCABULARY = {"<unk>": 0, ".": 1, ",": 2, "<num>": 3, "<code>": 4, "hòa": 5, "bình": 6, "tỉnh": 7}
PIECES = ["Hoà", "bình", "(tỉnh)", "1.250", "01/NQ-CP", "www.vidu.vn/a", "ứiực", "IV", "th^o", "e\u0301", "\ud800"]
SPACES = [" ", "\n", "\n\n", "\n \n", "\t", "\r\n", "\xa0", "\x1c", "\u2003", "\x85", ""]
TEXT = st.lists(st.sampled_from(PIECES + SPACES) | st.text(max_size=3), max_size=12).map("".join)


@given(TEXT)
def test_page_is_what_token_by_token_makes(text: str) -> None:
    """Tokens, symbols, ids and words, for any string."""
    tokens, page = list(tokenize(text)), Page(text, VOCABULARY)
    names = [symbol(token) for token in tokens]
    seen = [k for k, name in enumerate(names) if name is not None]
    assert list(page.tokens) == tokens
    assert page.token_of == seen
    assert page.ids == [VOCABULARY.get(names[k] or "", UNKNOWN_ID) for k in seen]
    assert page.symbol_of == [seen.index(k) if k in seen else -1 for k in range(len(tokens))]
    assert page.words == [k for k, token in enumerate(tokens) if token.kind == "word"]
    assert page.unknown_words().tolist() == [page.is_unknown(k) for k in range(len(tokens))]


@given(TEXT, TEXT)
def test_chunks_remember_nothing_but_chunks(first: str, second: str) -> None:
    """A page reads the same whatever was read before."""
    known = Chunks(VOCABULARY)
    Page(first, known)
    again, alone = Page(second, known), Page(second, VOCABULARY)
    assert list(again.tokens) == list(alone.tokens)
    assert (again.ids, again.traits.tolist()) == (alone.ids, alone.traits.tolist())


def test_spaces_are_those_of_the_tokenizer() -> None:
    """``\\s`` of the regex module, over all of Unicode; what only `str.split` takes for a space is marked 2."""
    spaces = [code for code in range(sys.maxunicode + 1) if regex.match(r"\s", chr(code))]
    assert [code for code, kind in enumerate(_SPACES) if kind == 1] == spaces
    others = [code for code in range(sys.maxunicode + 1) if chr(code).isspace() and code not in spaces]
    assert [code for code, kind in enumerate(_SPACES) if kind == 2] == others


@pytest.mark.parametrize(
    ("word", "traits"),
    [
        ("ứiực", Trait.GARBAGE | Trait.PIECE),
        ("ở", Trait.PIECE),
        ("hoà", Trait.NEW_STYLE),
        ("Hòa", Trait.OLD_STYLE),
        ("đỊnh", Trait.CASE),
        ("hoàn", Trait(0)),
    ],
)
def test_traits(word: str, traits: Trait) -> None:
    """What a word is in itself."""
    assert Trait(int(Page(word, VOCABULARY).traits[0])) == traits


def test_chunks_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text that never repeats itself does not fill the memory."""
    monkeypatch.setattr(chunks, "MOST_CHARACTERS", 100)
    known = Chunks(VOCABULARY)
    Page(" ".join(map(str, range(100))), known)
    assert known.usable() is not known and not known.usable()
