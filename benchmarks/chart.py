"""Time and memory against size, both logarithmic, as SVG written by hand: no plotting library for two lines."""

from __future__ import annotations

import math

_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 640, 400, 60, 60, 30, 50
Point = tuple[float, float]


def _decades(values: list[float]) -> tuple[int, int]:
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return low, max(high, low + 1)


def _place(value: float, decades: tuple[int, int], start: float, end: float) -> float:
    low, high = decades
    return start + (math.log10(value) - low) / (high - low) * (end - start)


def _name(power: int) -> str:
    return f"{10 ** (power % 3)}" + ("", " k", " M", " G")[power // 3]


def _line(points: list[Point], colour: str) -> str:
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points)
    return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>{dots}'


def _text(x: float, y: float, words: str, anchor: str = "middle", colour: str = "#333") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">{words}</text>'


def curve(rows: list[tuple[float, float, float]]) -> str:
    """SVG of (bytes, seconds, peak MB); time on the left scale, memory on the right."""
    sizes, times, memory = (list(column) for column in zip(*rows, strict=True))
    right, bottom = _WIDTH - _RIGHT, _HEIGHT - _BOTTOM
    across = _decades(sizes)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif" '
        f'font-size="12"><rect width="100%" height="100%" fill="white"/>',
        _text(_WIDTH / 2, _HEIGHT - 10, "bytes of the file"),
    ]
    for power in range(across[0], across[1] + 1):
        x = _place(10.0**power, across, _LEFT, right)
        parts.append(f'<line x1="{x:.1f}" y1="{_TOP}" x2="{x:.1f}" y2="{bottom}" stroke="#ddd"/>')
        parts.append(_text(x, bottom + 18, _name(power)))
    scales = ((times, "seconds", "#06c", _LEFT, "end", -8), (memory, "peak MB", "#c40", right, "start", 8))
    for values, title, colour, edge, anchor, gap in scales:
        # At least two decades of memory, so that a flat line looks flat.
        up = _decades(values if title == "seconds" else [*values, 10.0, 1000.0])
        parts.append(_text(edge, _TOP - 12, title, "middle", colour))
        for power in range(up[0], up[1] + 1):
            y = _place(10.0**power, up, bottom, _TOP) + 4
            parts.append(_text(edge + gap, y, f"{10.0**power:g}", anchor, colour))
        places = [(_place(s, across, _LEFT, right), _place(v, up, bottom, _TOP)) for s, v in zip(sizes, values)]
        parts.append(_line(places, colour))
    return "\n".join([*parts, "</svg>"]) + "\n"
