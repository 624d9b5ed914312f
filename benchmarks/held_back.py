"""Clean text that the language model has not seen: what does vnfix change in it?  `python benchmarks/held_back.py`

Takes the lines of ../shared/corpus that `vnfix train` keeps back (one in 500 of every file), each line once, as one
document a file, and prints every change with its line, to be judged by reading: many mend a slip of the source.
The count goes into benchmarks/README.md.  Needs ../shared.
"""

from __future__ import annotations

import argparse
import sys
from itertools import islice
from pathlib import Path

from circumstances import circumstances, told
from peers.report import percent, refresh

import vnfix
from vnfix.evaluate.words import words
from vnfix.train.corpus import HELD_BACK_EVERY, corpus_files, open_text

HERE = Path(__file__).resolve().parent
CORPUS = HERE.parents[1] / "shared" / "corpus"
#: Characters shown on either side of a change.
AROUND = 40


def held_back(path: Path) -> str:
    """The lines of a file that training does not see, each once."""
    return "\n".join(dict.fromkeys(line.strip() for line in islice(open_text(path), 0, None, HELD_BACK_EVERY)))


def shown(text: str, edit: vnfix.Edit) -> str:
    """A change with what stands around it, on one line."""
    before, after = text[max(edit.start - AROUND, 0) : edit.start], text[edit.end : edit.end + AROUND]
    return f"{before}[{edit.old} → {edit.new}]{after}".replace("\n", " / ")


def main() -> int:
    """Count, print, write; 2 if ../shared is missing."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    if not CORPUS.is_dir():
        print(f"{CORPUS} is missing: the corpus is not part of this repository", file=sys.stderr)
        return 2
    size = changed = 0
    for path in corpus_files(CORPUS):
        text = held_back(path)
        edits = vnfix.explain(text).edits
        size += len(words(text))
        changed += len(edits)
        print(f"{path.name}: {len(words(text)):,} words, {len(edits)} changed", flush=True)
        print(*(f"  {shown(text, edit)}" for edit in edits), sep="\n")
    line = f"Of {size:,} words of held-back lines {changed} changed ({percent(changed / max(size, 1), 3)})."
    refresh(HERE / "README.md", "held-back", f"{line} {told(circumstances())}")
    print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
