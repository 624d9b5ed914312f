"""Where a long text may be cut, so that memory does not grow with its length.

A block is a text of its own for the engine, which also estimates from it how
noisy the document is; so blocks are long (some thirty pages), and are cut where
least is lost: after a blank line, else a line that ends a sentence, else a
line, else a sentence, else a space.  Never inside a word, a grapheme or a CRLF.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..patterns import lazy
from ..records import Correction, Edit, Unresolved
from .door import as_text

#: A block has at most so many characters, and half of it at least.  Measured: of the 21,690 edits in a report repeated
#: to 0.8 MB none differs from those of the uncut text, of the 7,618 in sixty different documents three do (blocks of
#: 20,000 to 160,000: one to three).  In noisy text the process peaks
#: at 120 MB; at 50,000: 109, 160,000: 130, 320,000: 152.
SIZE = 100_000
#: A text up to this length stays whole, so that no block is a short rest with too few words to judge its noise.
WHOLE = SIZE + SIZE // 2
#: A run of so many characters without a space is no word: it is cut between any two graphemes.
NO_WORD = 1_000_000

# All but one look backwards from the end of the window, `(?r)`, and each piece is of bounded
# length: no text makes them slow.  GCB=XX: a character that no grapheme rule ties to its neighbour.
_FREE = r"(?=\p{GCB=XX})"
_SENTENCE_END = r"[.!?…:;][”»\"')]?"
_PLACES = [
    lazy("(?r)" + place + _FREE)
    for place in (
        r"(?:\n|\r(?!\n))[^\S\n\r]{0,9}(?:\r?\n|\r)",
        _SENTENCE_END + r"(?:\r?\n|\r)",
        r"[\n\r]",
        _SENTENCE_END + r"\s",
        r"\s",
    )
]
_LAST_SPACE = _PLACES[-1]
_NEXT_SPACE = lazy(r"\s" + _FREE)
_NEXT_GRAPHEME = lazy(r"\p{GCB=XX}" + _FREE)


def blocks(chunks: Iterable[str]) -> Iterator[str]:
    """The joined chunks, cut anew: ``"".join(blocks(chunks)) == "".join(chunks)``.

    The blocks are the same however the text was chunked.  No block is empty;
    at most ``2 * NO_WORD`` characters and one chunk are held.

    Args:
        chunks: a text in pieces of any length; one string is ``[text]``.

    Raises:
        TypeError: something else than strings.
    """
    held: list[str] = []
    length, enough = 0, WHOLE
    if isinstance(chunks, bytes) or not isinstance(chunks, Iterable):
        chunks = [chunks]  # told as what it is, not as the numbers it holds
    for chunk in chunks:
        held.append(as_text(chunk))
        length += len(chunk)
        if length <= enough:
            continue
        text = "".join(held)
        start = 0
        while (cut := _cut(text, start, ended=False)) > start:
            yield text[start:cut]
            start = cut
        held, length = [text[start:]], len(text) - start
        # Twice, so that a word of a million letters is not looked through at every chunk.
        enough = max(WHOLE, 2 * length)
    text = "".join(held)
    start = 0
    while start < len(text):
        cut = _cut(text, start, ended=True)
        yield text[start:cut]
        start = cut


def _cut(text: str, start: int, ended: bool) -> int:
    """End of the block that begins at ``start``; ``start`` itself: more text is needed to tell.

    The answer hangs on no more than the next ``2 * NO_WORD`` characters.
    """
    left = len(text) - start
    if left <= WHOLE:
        return len(text) if ended else start
    for place in _PLACES:
        if found := place.search(text, start + SIZE // 2, start + SIZE):
            return int(found.end())
    if found := _LAST_SPACE.search(text, start, start + SIZE // 2 + 1):
        return int(found.end())
    if left <= 2 * NO_WORD and not ended:
        return start
    if found := _NEXT_SPACE.search(text, start + SIZE - 1, start + NO_WORD):
        return int(found.end())
    found = _NEXT_GRAPHEME.search(text, start + NO_WORD - 1, start + 2 * NO_WORD)
    return int(found.end()) if found else min(len(text), start + 2 * NO_WORD)


def joined(results: Iterable[tuple[str, Correction]]) -> Correction:
    """One result of the results of blocks, offsets counted from the beginning of the first.

    Args:
        results: each block as given, and what was made of it.
    """
    texts: list[str] = []
    edits: list[Edit] = []
    unresolved: list[Unresolved] = []
    at = 0
    for block, result in results:
        texts.append(result.text)
        edits += [edit._replace(start=edit.start + at, end=edit.end + at) for edit in result.edits]
        unresolved += [doubt._replace(start=doubt.start + at, end=doubt.end + at) for doubt in result.unresolved]
        at += len(block)
    return Correction("".join(texts), tuple(edits), tuple(unresolved))
