"""Two plots of peers.json, as SVG: quality against speed, and words fixed against words broken."""

from __future__ import annotations

from pathlib import Path
from typing import Any

#: The set that the plots are of: real Tesseract pages from which no system learnt.
_SET = "own_printed"
#: Whoever does more harm than this (share of errors removed, %) is drawn here, with the figure beside the name.
_LEAST = -25.0
_COLOUR, _OURS = "#5b6770", "#c62020"


def write(document: dict[str, Any], folder: Path) -> None:
    """Write quality_speed.svg and fixed_broken.svg."""
    import matplotlib  # type: ignore[import-not-found]

    matplotlib.use("svg")
    # The same figures give the same bytes, and text stays text.
    matplotlib.rcParams |= {"svg.hashsalt": "vnfix", "svg.fonttype": "none", "font.size": 10}
    if _SET not in document["sets"]:
        return
    title = document["sets"][_SET]["title"]
    points = {s: v for s, v in document["systems"].items() if _SET in v.get("sets", {}) and s != "nothing"}
    cells = {system["title"]: system["sets"][_SET] for system in points.values()}
    speed = {}
    for who, cell in cells.items():
        cut = 100 * cell["wer_reduction"]
        speed[who if cut >= _LEAST else f"{who} ({cut:.0f} %)"] = (cell["speed"], max(cut, _LEAST))
    axes = ("words a CPU second", "share of word errors removed, %")
    _scatter(folder / "quality_speed.svg", title, speed, axes, log_y=False)
    change = {who: (max(cell["broken"], 1), max(cell["fixed"], 1)) for who, cell in cells.items()}
    axes = ("right words broken (none: 1)", "wrong words fixed")
    _scatter(folder / "fixed_broken.svg", title, change, axes, log_y=True)


def _scatter(
    path: Path, title: str, points: dict[str, tuple[float, float]], axes: tuple[str, str], log_y: bool
) -> None:
    from matplotlib import pyplot

    figure, plot = pyplot.subplots(figsize=(7, 4.5))
    plot.set_xscale("log")
    plot.set_yscale("log" if log_y else "linear")
    for who, (x, y) in points.items():
        plot.scatter([x], [y], color=_OURS if who == "vnfix" else _COLOUR, zorder=3)
    if log_y:
        # On this line as many words are broken as are fixed.
        ends = [min(min(p) for p in points.values()), max(max(p) for p in points.values())]
        plot.plot(ends, ends, color="#bbbbbb", linewidth=1, linestyle="--")
    else:
        plot.axhline(0, color="#bbbbbb", linewidth=1)
    plot.margins(x=0.35, y=0.12)
    plot.set(title=title, xlabel=axes[0], ylabel=axes[1])
    plot.grid(color="#eeeeee")
    figure.tight_layout()
    _name(plot, points)
    figure.savefig(path, metadata={"Date": None})
    pyplot.close(figure)


def _name(plot: Any, points: dict[str, tuple[float, float]]) -> None:
    """The names beside their points, above or below or on the left where another name stands already."""
    scale = plot.figure.dpi / 72
    taken: list[tuple[float, float, float]] = []  # left, right, height; in points
    for who, at in sorted(points.items(), key=lambda item: item[0] != "vnfix"):
        x, y = plot.transData.transform(at) / scale
        width = 4.8 * len(who)
        places = [(side, up) for up in (4, -11, 15, -22, 26, -33) for side in (6, -6 - width)]
        inside = plot.get_window_extent().x1 / scale
        side, up = next((p for p in places if _free(x + p[0], x + p[0] + width, y + p[1], inside, taken)), places[0])
        taken.append((x + side, x + side + width, y + up))
        colour = _OURS if who == "vnfix" else _COLOUR
        plot.annotate(who, at, textcoords="offset points", xytext=(side, up), color=colour, fontsize=9)


def _free(left: float, right: float, y: float, inside: float, taken: list[tuple[float, float, float]]) -> bool:
    """Is there room for a name, inside the picture and at least a line from any other?"""
    return right < inside and not any(a < right and left < b and abs(y - at) < 11 for a, b, at in taken)
