"""The aligned text in colour: one HTML file that needs no other, no script and no network.

Where all three agree a word stands alone.  Where they do not, it stands three
times: as it was read, as it is after the repair, as it is on the paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import groupby

from .alignment import Cell

#: Colour and meaning of each status; the name also stands in the tooltip, for those who see no difference.
COLOURS = {
    "fixed": ("#1a7f37", "wrong before, right after"),
    "missed": ("#b26a00", "wrong before, unchanged"),
    "miscorrected": ("#7b2fbf", "wrong before, wrong otherwise after"),
    "broken": ("#c62020", "right before, wrong after"),
    "unscored": ("#777777", "could not be read with certainty, not scored"),
}
_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; margin: 2em auto; max-width: 70em; padding: 0 1em;
  color: #222; background: #fff; }
pre { background: #f4f4f4; padding: 1em; overflow-x: auto; }
p { margin: .3em 0; }
section { border-top: 1px solid #ddd; padding: .5em 0; }
.c { display: inline-block; vertical-align: top; text-align: center; margin: .1em; padding: 0 .3em;
  border: 1px solid; border-radius: .3em; line-height: 1.25; }
.c span { display: block; white-space: pre; }
.c .n { font-size: .8em; text-decoration: line-through; }
.c .s { font-weight: bold; }
.c .g { font-size: .8em; }
"""
#: Stands for a lost word, or for the gap where one is too many.
_NOTHING = "∅"


def render(title: str, table: str, units: Sequence[Sequence[Cell]]) -> str:
    """The page.

    Args:
        title: heading, e.g. the names of the files.
        table: the report as text.
        units: the cells of each text aligned at once.
    """
    colours = "".join(f".{name} {{ color: {colour}; }}\n" for name, (colour, _) in COLOURS.items())
    body = "\n".join(f"<section>\n{_paragraphs(cells)}\n</section>" for cells in _sections(units))
    return f"""<!DOCTYPE html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<style>{_STYLE}{colours}</style>
</head>
<body>
<h1>{escape(title)}</h1>
<pre>{escape(table)}</pre>
<p>{_legend()}</p>
{body}
</body>
</html>
"""


def _legend() -> str:
    marks = " ".join(
        f'<span class="{name}"><b>{name}</b> ({escape(meaning)})</span>' for name, (_, meaning) in COLOURS.items()
    )
    return f"From top to bottom: as read, after the repair, on the paper; {_NOTHING} is no word. {marks}"


def _sections(units: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """Units of one line each, as of texts aligned by line, share a section; pages have one each."""
    sections: list[list[Cell]] = []
    last = -1
    for cells in units:
        if not cells:
            continue
        if sections and cells[0].line > last:
            sections[-1].extend(cells)
        else:
            sections.append(list(cells))
        last = cells[-1].line
    return sections


def _paragraphs(cells: Sequence[Cell]) -> str:
    """One paragraph for each line of the gold."""
    lines = (" ".join(map(_word, line)) for _, line in groupby(cells, key=lambda cell: cell.line))
    return "\n".join(f"<p>{line}</p>" for line in lines)


def _word(cell: Cell) -> str:
    status = cell.status
    if status == "right" or cell.noisy == cell.system == cell.gold:
        return escape(cell.gold) if cell.scored else f'<span class="{status}">{escape(cell.gold)}</span>'
    rows = (("n", cell.noisy), ("s", cell.system), ("g", cell.gold))
    inner = "".join(f'<span class="{name}">{escape(word) or _NOTHING}</span>' for name, word in rows)
    return f'<span class="c {status}" title="{status}">{inner}</span>'
