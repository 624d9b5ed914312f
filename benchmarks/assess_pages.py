"""Pages that the estimate of `vnfix check` is fitted to: `python benchmarks/assess_pages.py --out FOLDER [--pages 100]`

Two makers, with other texts, fonts and kinds of damage, so that each can judge what was fitted to the other:

*printed* (FOLDER/printed.jsonl) prints held-back lines of ../shared/corpus, which the language model has not seen, a
page from one file of it, and wears them as `print_and_scan.py` does.

*copied* (FOLDER/copied.jsonl) prints the clean development texts of ../shared, letters twice as large, and copies them
as an office would: uneven light, toner that breaks and fills strokes in patches, a stamp or a stroke of the pen over
the lines, a low resolution.

Needs ../shared, Pillow, Tesseract with its Vietnamese data, and the fonts of Debian's packages fonts-dejavu-core,
fonts-dejavu-extra, fonts-freefont-ttf, fonts-croscore, fonts-noto-core, fonts-lato, fonts-roboto-unhinted; none of
them prints the pages of own_text.  The same fonts and version of Tesseract give the same pages; a page takes some two
seconds of one core.  The pages are other people's text: FOLDER is not to be in this repository.
"""

from __future__ import annotations

import argparse
import io
import itertools
import json
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import print_and_scan as scan
from held_back import CORPUS, held_back
from sets import SHARED

FONTS = Path("/usr/share/fonts/truetype")
PRINTED_FONTS = (
    "dejavu/DejaVuSans.ttf",
    "noto/NotoSerif-Regular.ttf",
    "croscore/Tinos-Italic.ttf",
    "freefont/FreeSans.ttf",
    "croscore/Arimo-Bold.ttf",
    "croscore/Cousine-Regular.ttf",
)
COPIED_FONTS = (
    "noto/NotoSans-Regular.ttf",
    "lato/Lato-Regular.ttf",
    "roboto/unhinted/RobotoTTF/Roboto-Regular.ttf",
    "noto/NotoSerif-Condensed.ttf",
    "dejavu/DejaVuSerifCondensed.ttf",
    "noto/NotoSerif-Italic.ttf",
    "freefont/FreeSerifBold.ttf",
    "roboto/unhinted/RobotoCondensed-Regular.ttf",
)
#: Files of the corpus whose lines are whole; the segmented ones hold the same news.
SOURCES = ("gov_news", "legal", "news_recent", "wiki", "general", "news_archive")
PRINTED_SEED, COPIED_SEED = 2611, 2711
#: A sheet of A4 at 200 dots an inch, and letters of 9 to 13 points.
SHEET = scan.Engine(("--dpi", "200"), 1654, 130, (25, 28, 31, 34, 37), 1.0)
#: Share of copied pages read by `script/Vietnamese`, and words of a copied page.
SCRIPT_SHARE, WORDS = 0.3, 400
#: Share of pages that carry a stamp or strokes of the pen.
STAMPED = 0.3


def main() -> int:
    """Make what is not there yet; 2 with a message if a tool or ../shared is missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="folder of the pages")
    parser.add_argument("--pages", type=int, default=100, help="of each maker")
    args = parser.parse_args()
    fonts = [str(FONTS / name) for name in (*PRINTED_FONTS, *COPIED_FONTS)]
    problem = scan.what_is_missing([], fonts, {scan.VIE, scan.SCRIPT})
    if not SHARED.is_dir():
        problem = f"{SHARED} is missing: it holds the texts, which are not part of this repository"
    if problem:
        print(f"assess_pages.py: {problem}", file=sys.stderr)
        return 2
    args.out.mkdir(parents=True, exist_ok=True)
    for name, pages in (("printed", printed_pages()), ("copied", copied_pages())):
        write(args.out / f"{name}.jsonl", itertools.islice(pages, args.pages))
    return 0


def write(path: Path, pages: Iterator[dict[str, Any]]) -> None:
    """A page a line; the file gets its name when it is complete."""
    new = path.with_suffix(".new")
    with new.open("w", encoding="utf8") as out:
        for page in pages:
            out.write(json.dumps(page, ensure_ascii=False) + "\n")
            out.flush()
    new.replace(path)


def printed_pages() -> Iterator[dict[str, Any]]:
    """Pages of held-back lines, from each file of the corpus in turn."""
    rng = random.Random(PRINTED_SEED)
    fonts = [str(FONTS / name) for name in PRINTED_FONTS]
    supplies = [paragraphs(CORPUS / f"{name}.txt.xz") for name in SOURCES]
    for supply in itertools.cycle(supplies):
        yield scan.one_page(supply, fonts, scan.NEURAL, rng)


def paragraphs(path: Path) -> Iterator[str]:
    """The held-back lines of a file that are long enough, in their order, again and again."""
    lines = (" ".join(line.split()) for line in held_back(path).splitlines())
    return scan.forever([line for line in lines if len(line) > scan.LEAST_LETTERS])


def copied_pages() -> Iterator[dict[str, Any]]:
    """Every clean development text in pages, then all of them once more with other damage."""
    from PIL import ImageFont

    rng = random.Random(COPIED_SEED)
    fonts = [str(FONTS / name) for name in COPIED_FONTS]
    texts = [pages_of(path.read_text("utf8")) for path in sorted((SHARED / "eval" / "clean_dev").glob("*.txt"))]
    sheets = [sheet for text in texts for sheet in text]
    rng.shuffle(sheets)
    for sheet in itertools.cycle(sheets):
        name, size, wear = rng.choice(fonts), rng.choice(SHEET.sizes), rng.random()
        font, room = ImageFont.truetype(name, size), SHEET.width - 2 * SHEET.margin
        lines = [line for paragraph in sheet for line in scan.wrapped(paragraph, font, room)]
        picture = copied(scan.printed(lines, font, size, SHEET, rng), wear, rng)
        model = scan.SCRIPT if rng.random() < SCRIPT_SHARE else scan.VIE
        psm = rng.choice(["3", "3", "4", "6"])
        try:
            noisy = scan.read(picture, model, psm, SHEET)
        except subprocess.TimeoutExpired:  # pages of nothing but specks
            continue
        how = {"font": Path(name).name, "size": size, "wear": round(wear, 3), "model": model, "psm": psm}
        yield {**how, "noisy": noisy, "gold": "\n".join(lines)}


def pages_of(text: str) -> list[list[str]]:
    """The paragraphs of a text, in pages of about `WORDS` words."""
    found: list[list[str]] = [[]]
    size = 0
    for line in text.splitlines():
        if size >= WORDS:
            found.append([])
            size = 0
        if line.strip():
            found[-1].append(line.strip())
            size += len(line.split())
    return [page for page in found if sum(len(line.split()) for line in page) >= WORDS // 2]


def copied(picture: Any, wear: float, rng: random.Random) -> bytes:
    """The sheet after the copier: written upon, turned, unevenly lit, toner lost, scanned small, packed."""
    from PIL import Image

    if rng.random() < STAMPED * 2 * wear:
        written_upon(picture, rng)
    picture = picture.rotate(rng.uniform(-1, 1) * wear, fillcolor=255, resample=Image.Resampling.BICUBIC)
    scale = 1 - 0.55 * wear * rng.random()
    picture = picture.resize((int(picture.width * scale), int(picture.height * scale)), Image.Resampling.BICUBIC)
    noise = np.random.default_rng(rng.getrandbits(32))
    pixels = lit(np.asarray(picture).astype(np.float32), wear, noise)
    if rng.random() < 0.7:
        pixels = toner(pixels, wear, noise)
    picture = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    packed = io.BytesIO()
    picture.save(packed, "JPEG", quality=rng.randint(30, 90))
    return packed.getvalue()


def written_upon(picture: Any, rng: random.Random) -> None:
    """A round stamp, or some strokes of a pen."""
    from PIL import ImageDraw

    draw = ImageDraw.Draw(picture)
    x, y = rng.randrange(picture.width), rng.randrange(picture.height)
    if rng.random() < 0.5:
        for radius in (110, 125):
            draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=rng.randint(60, 140), width=5)
        return
    for _ in range(rng.randint(1, 4)):
        end = (x + rng.randint(-300, 300), y + rng.randint(-60, 60))
        draw.line((x, y, *end), fill=rng.randint(20, 120), width=rng.randint(2, 6))
        x, y = end


def patches(shape: tuple[int, ...], cell: int, noise: Any) -> Any:
    """Smooth noise with patches of some ``cell`` dots, mean 0, deviation near 1."""
    from PIL import Image

    coarse = noise.normal(0, 1, (shape[0] // cell + 2, shape[1] // cell + 2)).astype(np.float32)
    fine = Image.fromarray(coarse).resize((shape[1], shape[0]), Image.Resampling.BICUBIC)
    return np.asarray(fine)


def lit(pixels: Any, wear: float, noise: Any) -> Any:
    """Shadows over the sheet, and the grain of the sensor."""
    shadow = np.clip(patches(pixels.shape, 500, noise), -1.5, 1.5) * 25 * wear
    return pixels * 0.9 + 15 + shadow + noise.normal(0, 18 * wear, pixels.shape)


def toner(pixels: Any, wear: float, noise: Any) -> Any:
    """Black or white by a threshold that wanders: strokes break in one patch and fill in the next."""
    wander = patches(pixels.shape, 120, noise) * 15 + patches(pixels.shape, 3, noise) * 50
    return np.where(pixels > 140 + wander * wear, 255.0, 0.0)


if __name__ == "__main__":
    sys.exit(main())
