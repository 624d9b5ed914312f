"""Two plots of peers.json, as SVG: quality against speed, and words fixed against words broken."""

from __future__ import annotations

from pathlib import Path
from typing import Any

#: The set that the plots are of: real Tesseract pages, in the largest number that is here.
_SETS = ("tesseract_dev", "own_printed")
_COLOUR, _OURS = "#5b6770", "#c62020"


def write(document: dict[str, Any], folder: Path) -> None:
    """Write quality_speed.svg and fixed_broken.svg."""
    import matplotlib  # type: ignore[import-not-found]

    matplotlib.use("svg")
    # The same figures give the same bytes, and text stays text.
    matplotlib.rcParams |= {"svg.hashsalt": "vnfix", "svg.fonttype": "none", "font.size": 10}
    name = next((name for name in _SETS if name in document["sets"]), None)
    if name is None:
        return
    title = f"{document['sets'][name]['title']}{' (dev)' if document['sets'][name]['dev'] else ''}"
    points = {s: v for s, v in document["systems"].items() if name in v.get("sets", {}) and s != "nothing"}
    cells = {system["title"]: system["sets"][name] for system in points.values()}
    speed = {who: (cell["speed"], 100 * cell["wer_reduction"]) for who, cell in cells.items()}
    axes = ("words a CPU second", "share of word errors removed, %")
    _scatter(folder / "quality_speed.svg", title, speed, axes, log_y=False)
    change = {who: (max(cell["broken"], 1), max(cell["fixed"], 1)) for who, cell in cells.items()}
    _scatter(folder / "fixed_broken.svg", title, change, ("right words broken", "wrong words fixed"), log_y=True)


def _scatter(
    path: Path, title: str, points: dict[str, tuple[float, float]], axes: tuple[str, str], log_y: bool
) -> None:
    from matplotlib import pyplot

    figure, plot = pyplot.subplots(figsize=(7, 4.5))
    plot.set_xscale("log")
    plot.set_yscale("log" if log_y else "linear")
    for who, (x, y) in points.items():
        colour = _OURS if who == "vnfix" else _COLOUR
        plot.scatter([x], [y], color=colour, zorder=3)
        plot.annotate(who, (x, y), textcoords="offset points", xytext=(6, 4), color=colour, fontsize=9)
    if log_y:
        # On this line as many words are broken as are fixed.
        ends = [min(min(p) for p in points.values()), max(max(p) for p in points.values())]
        plot.plot(ends, ends, color="#bbbbbb", linewidth=1, linestyle="--")
    else:
        plot.axhline(0, color="#bbbbbb", linewidth=1)
    plot.margins(x=0.25, y=0.12)
    plot.set(title=title, xlabel=axes[0], ylabel=axes[1])
    plot.grid(color="#eeeeee")
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})
    pyplot.close(figure)
