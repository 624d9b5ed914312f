"""Real OCR in a loop: print text, wear the page, read it with Tesseract, write pairs of read and printed text.

    python benchmarks/print_and_scan.py TEXT... --fonts FONT.ttf... --pages 100 --seed 1 --out pairs.jsonl
    python benchmarks/print_and_scan.py TEXT... --fonts FONT.ttf... --each --seed 1 --out pages.jsonl

The first makes pages of mixed paragraphs, to learn from.  The second prints every TEXT whole, once in each of
the `WAYS`, to measure with.  Needs Pillow (`pip install '.[bench]'`) and the `tesseract` binary with its
Vietnamese data (`apt-get install tesseract-ocr tesseract-ocr-vie tesseract-ocr-script-viet`).  TEXT holds a
paragraph a line.  With ``--legacy FOLDER`` the engine of Tesseract 3 reads in place of that of Tesseract 5: another
engine altogether, which tells letters by their shapes, as most did before 2018.  FOLDER holds its `vie.traineddata`
(of Ubuntu 16.04's package tesseract-ocr-vie 3.04); with ``--model eng`` its `eng.traineddata` reads (of the npm package
@tesseract.js-data/eng 1.0.0, folder 4.0.0), which knows no Vietnamese letter and prints `6` for ô.  With ``--paddle``
PP-OCRv6 reads, as PaddleOCR has it (`pip install rapidocr==3.10.0 onnxruntime`; no `tesseract` is needed): an engine
that knows đ, ư and ơ, but no ế, ộ or ạ, and drops them or reads others.  Every page is one JSON line
(font, size, wear, model, psm, noisy, gold) that
`vnfix learn-channel tesseract=pairs.jsonl` learns from and `vnfix evaluate pairs.jsonl` measures.  The same seed,
fonts and version of Tesseract give the same pages.
"""

from __future__ import annotations

import argparse
import importlib.util
import io
import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

PACKAGES = "apt-get install tesseract-ocr tesseract-ocr-vie tesseract-ocr-script-viet"
LINES = 34
#: Letters of a paragraph that is worth drawing for a mixed page; page numbers and the like are not.
LEAST_LETTERS = 20
#: Share of pages read by the `vie` model; the others by `script/Vietnamese`.
VIE_SHARE = 0.85
VIE, SCRIPT, ENGLISH = "vie", "script/Vietnamese", "eng"
#: How --each reads a text: name → wear (0 new, 1 worn out) and model.  `eng` is what one gets who forgets -l vie.
WAYS = {
    "mild": (0.25, VIE),
    "medium": (0.55, VIE),
    "heavy": (0.85, VIE),
    "script": (0.55, SCRIPT),
    "eng": (0.25, ENGLISH),
}


class Engine(NamedTuple):
    """What reads, and the pages that it can read: width, margin and letters in dots, and how worn they are at most.

    Attributes:
        arguments: those of the command `tesseract`.
        model: the only one that it has, if so.
    """

    arguments: tuple[str, ...]
    width: int
    margin: int
    sizes: tuple[int, ...]
    most_wear: float
    model: str = ""


NEURAL = Engine(("--dpi", "150"), 1000, 60, (22, 24, 26, 28, 30, 34), 1.0)
PADDLE = Engine((), 1000, 60, (28, 30, 32, 34), 0.6, "PP-OCRv6")


def legacy(tessdata: Path, model: str) -> Engine:
    """Tesseract 3: of smaller or more worn letters it reads less than half of the words, in English less of any."""
    arguments = ("--dpi", "300", "--oem", "0", "--tessdata-dir", str(tessdata))
    sizes, wear = ((44, 48, 54, 60, 64), 0.12) if model == VIE else ((28, 32, 36, 40, 44, 50, 56), 0.35)
    return Engine(arguments, 1700, 100, sizes, wear, model)


def main() -> int:
    """Print, wear and read; 2 with a message if a tool is missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("text", nargs="+", type=Path)
    parser.add_argument("--fonts", nargs="+", required=True, help="font files that have the Vietnamese letters")
    parser.add_argument("--pages", type=int, default=10)
    parser.add_argument("--each", action="store_true", help="every TEXT whole, once in each of the ways")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--legacy", type=Path, metavar="FOLDER", help="read with Tesseract 3, whose data is there")
    parser.add_argument("--model", default=VIE, help="that of --legacy: vie (default), eng, fra")
    which.add_argument("--paddle", action="store_true", help="read with PP-OCRv6")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True, help="JSONL file; pages are appended")
    args = parser.parse_args()
    wanted = {model for _, model in WAYS.values()} if args.each else {VIE, SCRIPT}
    tool = no_paddle() if args.paddle else no_tesseract(set() if args.legacy else wanted)
    problem = tool or what_is_missing(args.text, args.fonts)
    if args.legacy and not (args.legacy / f"{args.model}.traineddata").is_file():
        problem = f"{args.legacy}: no {args.model}.traineddata there; where to take it from: --help"
    if not args.out.parent.is_dir():
        problem = f"{args.out}: there is no folder {args.out.parent}"
    problem = problem or what_is_wrong(args.text, args.each)
    if problem:
        print(f"print_and_scan.py: {problem}", file=sys.stderr)
        return 2
    rng = random.Random(args.seed)
    engine = PADDLE if args.paddle else legacy(args.legacy, args.model) if args.legacy else NEURAL
    if args.each:
        pages = each_way(args.text, args.fonts, engine, rng)
    else:
        pages = mixed_pages(args.text, args.fonts, args.pages, engine, rng)
    with args.out.open("a", encoding="utf8") as out:
        for page in pages:
            out.write(json.dumps(page, ensure_ascii=False) + "\n")
            out.flush()
    return 0


def no_tesseract(wanted: set[str]) -> str:
    """What of Tesseract is not here and how to get it, "" if all is."""
    if shutil.which("tesseract") is None:
        return f"tesseract not found; {PACKAGES}"
    models = [model for model in sorted(wanted) if installed(model) not in known_models()]
    return f"tesseract has no {' and no '.join(models)}; {PACKAGES}" if models else ""


def no_paddle() -> str:
    """How to get PP-OCRv6, "" if it is here."""
    here = all(importlib.util.find_spec(name) for name in ("rapidocr", "onnxruntime"))
    return "" if here else "PP-OCRv6 is missing; pip install rapidocr==3.10.0 onnxruntime"


def what_is_missing(texts: list[Path], fonts: list[str]) -> str:
    """What else is not here and how to get it, "" if all is."""
    if importlib.util.find_spec("PIL") is None:
        return "Pillow is missing; pip install '.[bench]'"
    for path in (*texts, *map(Path, fonts)):
        if not path.is_file():
            return f"{path}: no such file"
    for font in fonts:
        try:
            missing = lacking(font)
        except OSError as error:
            return f"{font} is no font file ({error}); expected a .ttf or .otf"
        if missing:
            return f"{font} lacks {missing}: it would print boxes; choose another"
    return ""


def what_is_wrong(texts: list[Path], each: bool) -> str:
    """Why no page can be made of the texts, "" if pages can."""
    for path in texts:
        try:
            text = path.read_text("utf8")
        except UnicodeDecodeError as error:
            return f"{path}: not UTF-8 text ({error.reason} at byte {error.start})"
        if each and not text.strip():
            return f"{path}: there is nothing in it to print"
    if not each and not long_paragraphs(texts):
        return f"no paragraph of more than {LEAST_LETTERS} letters in {', '.join(map(str, texts))}"
    return ""


def lacking(path: str) -> str:
    """Which of some rarer Vietnamese letters a font draws as the box of an unknown letter."""
    from PIL import ImageFont

    font = ImageFont.truetype(path, 24)
    box = bytes(font.getmask("\uffff"))
    return "".join(letter for letter in "ắệỗợừỵĐƠƯẬỂ" if bytes(font.getmask(letter)) == box)


def each_way(texts: list[Path], fonts: list[str], engine: Engine, rng: random.Random) -> Iterator[dict[str, Any]]:
    """Every text whole, in every one of the `WAYS`; font, size and the kinds of damage are drawn.

    An engine with one model reads each text once, in the first of them.
    """
    from PIL import ImageFont

    for path in texts:
        gold = path.read_text("utf8").strip()
        for way, (wear, one_of_many) in list(WAYS.items())[: 1 if engine.model else None]:
            model = engine.model or one_of_many
            name, size = rng.choice(fonts), rng.choice(engine.sizes)
            font, room, wear = ImageFont.truetype(name, size), engine.width - 2 * engine.margin, wear * engine.most_wear
            lines = [line for paragraph in gold.splitlines() for line in wrapped(paragraph, font, room)]
            how = {"text": path.stem, "way": way, "font": Path(name).name, "size": size, "wear": wear, "model": model}
            noisy = read(worn(printed(lines, font, size, engine, rng), wear, rng), model, "3", engine)
            yield {**how, "psm": "3", "noisy": noisy.strip(), "gold": gold}


def mixed_pages(
    texts: list[Path], fonts: list[str], count: int, engine: Engine, rng: random.Random
) -> Iterator[dict[str, Any]]:
    """Pages of paragraphs drawn from all texts."""
    paragraphs = long_paragraphs(texts)
    rng.shuffle(paragraphs)
    supply = forever(paragraphs)
    for _ in range(count):
        yield one_page(supply, fonts, engine, rng)


def long_paragraphs(texts: list[Path]) -> list[str]:
    """What mixed pages are made of."""
    paragraphs = [" ".join(line.split()) for path in texts for line in path.read_text("utf8").splitlines()]
    return [paragraph for paragraph in paragraphs if len(paragraph) > LEAST_LETTERS]


def forever(paragraphs: list[str]) -> Iterator[str]:
    """The paragraphs, again and again."""
    while True:
        yield from paragraphs


def one_page(supply: Iterator[str], fonts: list[str], engine: Engine, rng: random.Random) -> dict[str, Any]:
    """One printed, worn and read page with its truth."""
    from PIL import ImageFont

    path, size = rng.choice(fonts), rng.choice(engine.sizes)
    font = ImageFont.truetype(path, size)
    lines = typeset(supply, font, engine.width - 2 * engine.margin, rng)
    wear = rng.random() * engine.most_wear
    picture = worn(printed(lines, font, size, engine, rng), wear, rng)
    drawn = VIE if rng.random() < VIE_SHARE else SCRIPT
    model = engine.model or drawn
    psm = rng.choice(["3", "3", "6", "4"])
    noisy = read(picture, model, psm, engine)
    how = {"font": Path(path).name, "size": size, "wear": round(wear, 3), "model": model, "psm": psm}
    return {**how, "noisy": noisy, "gold": "\n".join(lines)}


def typeset(supply: Iterator[str], font: Any, room: int, rng: random.Random) -> list[str]:
    """Lines of a page; one paragraph in twenty is a heading in capitals."""
    lines: list[str] = []
    while len(lines) < LINES:
        paragraph = next(supply)
        if rng.random() < 0.05:
            paragraph = paragraph[:150].upper()
        lines += wrapped(paragraph, font, room)
    return lines[:LINES]


def wrapped(paragraph: str, font: Any, room: int) -> list[str]:
    """The lines of a paragraph, each as full as there is room (dots)."""
    lines, line = [], ""
    for word in paragraph.split():
        longer = f"{line} {word}".strip()
        if font.getlength(longer) > room:
            lines.append(line)
            longer = word
        line = longer
    return [*lines, line]


def printed(lines: list[str], font: Any, size: int, engine: Engine, rng: random.Random) -> Any:
    """The page as a grey picture."""
    from PIL import Image, ImageDraw

    step = int(size * 1.45)
    picture = Image.new("L", (engine.width, step * len(lines) + 80), 255)
    draw = ImageDraw.Draw(picture)
    for k, line in enumerate(lines):
        draw.text((engine.margin, 40 + k * step), line, font=font, fill=rng.randint(0, 50))
    return picture


def worn(picture: Any, wear: float, rng: random.Random) -> bytes:
    """The page after use: skewed, scanned small, blurred, thinned or thickened, noisy, thresholded, packed."""
    from PIL import Image, ImageFilter

    picture = picture.rotate(rng.uniform(-0.6, 0.6) * wear, fillcolor=255, resample=Image.Resampling.BICUBIC)
    scale = 1 - 0.5 * wear * rng.random()
    picture = picture.resize((int(picture.width * scale), int(picture.height * scale)), Image.Resampling.BILINEAR)
    if rng.random() < 0.6:
        picture = picture.filter(ImageFilter.GaussianBlur(rng.uniform(0, 1.1) * wear))
    ink = rng.random()
    if ink < 0.2 * wear:
        picture = picture.filter(ImageFilter.MinFilter(3))
    elif ink < 0.3 * wear:
        picture = picture.filter(ImageFilter.MaxFilter(3))
    picture = Image.fromarray(speckled(np.asarray(picture).astype(np.float32), wear, rng))
    if rng.random() < 0.5:
        picture = picture.resize((int(picture.width * 1.7), int(picture.height * 1.7)), Image.Resampling.BICUBIC)
    packed = io.BytesIO()
    if rng.random() < 0.5:
        picture.save(packed, "JPEG", quality=rng.randint(15, 70))
    else:
        picture.save(packed, "PNG")
    return packed.getvalue()


def speckled(pixels: Any, wear: float, rng: random.Random) -> Any:
    """Grain, specks and a threshold."""
    noise = np.random.default_rng(rng.getrandbits(32))
    pixels = pixels + noise.normal(0, 40 * wear * rng.random(), pixels.shape)
    if rng.random() < 0.5:
        specks = noise.random(pixels.shape) < 0.02 * wear * rng.random()
        pixels[specks] = noise.choice([0, 255], int(specks.sum()))
    if rng.random() < 0.35:
        pixels = np.where(pixels > rng.uniform(120, 200), 255, 0)
    return np.clip(pixels, 0, 255).astype(np.uint8)


@lru_cache
def known_models() -> frozenset[str]:
    """The models that Tesseract has here."""
    told = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False)
    return frozenset(told.stdout.split())


def installed(model: str) -> str:
    """The name of a model here: some packages keep `script/Vietnamese` as plain `Vietnamese`."""
    short = model.rpartition("/")[2]
    return model if model in known_models() or short not in known_models() else short


def read(picture: bytes, model: str, psm: str, engine: Engine) -> str:
    """What an engine reads."""
    if engine is PADDLE:
        return read_by_paddle(picture)
    name = model if engine.model else installed(model)  # an engine with one model has it in a folder of its own
    command = ["tesseract", "-", "-", "-l", name, "--psm", psm, *engine.arguments]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    result = subprocess.run(command, input=picture, capture_output=True, timeout=120, check=True, env=environment)
    return result.stdout.decode("utf8", "replace").replace("\f", "")


def read_by_paddle(picture: bytes) -> str:
    """What PP-OCRv6 reads, its boxes by their tops: on these pages a box is a line."""
    result = paddle()(picture)
    if result.txts is None:
        return ""
    tops = [float(box[:, 1].min()) for box in result.boxes]
    return "\n".join(text for _, text in sorted(zip(tops, result.txts, strict=True)))


@lru_cache(maxsize=1)
def paddle() -> Any:
    """PP-OCRv6, loaded: it takes two seconds."""
    from rapidocr import RapidOCR

    return RapidOCR()


if __name__ == "__main__":
    sys.exit(main())
