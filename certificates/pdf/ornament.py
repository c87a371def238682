"""The frame and the seal of a certificate, as drawing operators of PDF. Pure: no Django.

Both are engine-turned work, as on a banknote: strands of sine waves that cross, and rings of turned ellipses. They are
written as operators, once for each set of colours, because drawing them through SVG costs five times what the rest of a
certificate does. Lengths are millimetres from the top left corner of an A4 page on its side.
"""

import math
from functools import lru_cache

PAGE_WIDTH, PAGE_HEIGHT = 297.0, 210.0
POINTS = 72 / 25.4  # a millimetre in PDF's own unit
MARGIN = 8.0  # paper that many printers leave white
BAND = 8.0  # width of the woven band
SEAL_CENTRE = (148.5, 171.0)

# Handles of the cubic curve nearest to half a sine wave: their share of its length, and their height for height 1.
WAVE_HANDLE, WAVE_RISE = 0.3642, 1.3333
CIRCLE_HANDLE = 0.5523  # of the radius, for a quarter circle
WHITE = "#ffffff"


@lru_cache(maxsize=16)
def page_ornament(brand: str, tint: str, accent: str) -> bytes:
    """Everything drawn behind the words, for three colours as ``#rrggbb``, marked as an artefact: it says nothing."""
    to_millimetres = f"{POINTS:.6f} 0 0 {-POINTS:.6f} 0 {PAGE_HEIGHT * POINTS:.4f} cm 1 J 1 j"
    parts = ["/Artifact BMC q", to_millimetres, *_frame(brand, tint), *_seal(brand, tint, accent), "Q EMC"]
    return "\n".join(parts).encode("ascii")


def _frame(brand: str, tint: str) -> list[str]:
    left, top, right, bottom = MARGIN, MARGIN, PAGE_WIDTH - MARGIN, PAGE_HEIGHT - MARGIN
    x, y = left + BAND / 2, top + BAND / 2
    width, height = PAGE_WIDTH - 2 * x, PAGE_HEIGHT - 2 * y
    across, down = 62, 42  # half waves; even, so that the strands meet in the corners
    strands = []
    for amplitude in (2.7, -2.7, 1.7, -1.7):
        strands += [
            _strand(x, y, width / across, across, amplitude, upright=False),
            _strand(x, y + height, width / across, across, amplitude, upright=False),
            _strand(x, y, height / down, down, amplitude, upright=True),
            _strand(x + width, y, height / down, down, amplitude, upright=True),
        ]
    outer, inner = _box(left, top, right, bottom), _box(left + BAND, top + BAND, right - BAND, bottom - BAND)
    parts = [f"{_fill(tint)} {outer} {inner} f*"]
    parts.append(f"{_pen(brand, 0.3)} {' '.join(strands)} S")
    parts.append(f"{_pen(brand, 0.9)} {outer} S {_pen(brand, 0.35)} {inner} S")
    for cx in (x, x + width):
        for cy in (y, y + height):
            parts.append(f"{_fill(tint)} {_pen(brand, 0.5)} {_circle(cx, cy, 6.4)} B")
            parts.append(f"{_pen(brand, 0.28)} {_rosette(cx, cy, 5.6, 2.0, 8)} S")
            parts.append(f"{_fill(brand)} {_circle(cx, cy, 1.3)} f")
    return parts


def _seal(brand: str, tint: str, accent: str) -> list[str]:
    cx, cy = SEAL_CENTRE
    tick = f"{_at(cx - 5, cy + 0.4)} m {_at(cx - 1.4, cy + 4.1)} l {_at(cx + 5.2, cy - 3.5)} l"
    return [
        f"{_fill(tint)} {_pen(brand, 0.3)} {_rosette(cx, cy, 19, 6.5, 18)} B",
        f"{_fill(WHITE)} {_pen(brand, 0.5)} {_circle(cx, cy, 11.6)} B",
        f"{_fill(brand)} {_circle(cx, cy, 10.2)} f",
        f"{_pen(accent, 0.45)} {_circle(cx, cy, 9.2)} S",
        f"{_pen(WHITE, 2)} {tick} S",
    ]


# --- Operators --------------------------------------------------------------------------------------------------------


def _n(value: float) -> str:
    """Two decimals of a millimetre are finer than any printer."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _at(*lengths: float) -> str:
    return " ".join(map(_n, lengths))


def _rgb(colour: str) -> str:
    return " ".join(f"{int(colour[start : start + 2], 16) / 255:.3f}" for start in (1, 3, 5))


def _fill(colour: str) -> str:
    return f"{_rgb(colour)} rg"


def _pen(colour: str, width: float) -> str:
    return f"{_rgb(colour)} RG {_n(width)} w"


def _box(left: float, top: float, right: float, bottom: float) -> str:
    return f"{_at(left, top, right - left, bottom - top)} re"


def _circle(cx: float, cy: float, radius: float) -> str:
    return _ellipse(cx, cy, radius, radius, 0.0)


def _rosette(cx: float, cy: float, long: float, short: float, count: int) -> str:
    """``count`` ellipses about one centre, each turned a little further."""
    return " ".join(_ellipse(cx, cy, long, short, math.pi * index / count) for index in range(count))


def _ellipse(cx: float, cy: float, long: float, short: float, angle: float) -> str:
    """Four curves, the long axis turned by ``angle`` radians."""
    cos, sin, k = math.cos(angle), math.sin(angle), CIRCLE_HANDLE

    def place(u: float, v: float) -> str:
        u, v = u * long, v * short
        return _at(cx + u * cos - v * sin, cy + u * sin + v * cos)

    quarters = (
        ((1, k), (k, 1), (0, 1)),
        ((-k, 1), (-1, k), (-1, 0)),
        ((-1, -k), (-k, -1), (0, -1)),
        ((k, -1), (1, -k), (1, 0)),
    )
    curves = " ".join(f"{' '.join(place(*point) for point in quarter)} c" for quarter in quarters)
    return f"{place(1, 0)} m {curves} h"


def _strand(x: float, y: float, half: float, count: int, amplitude: float, *, upright: bool) -> str:
    """A sine wave of ``count`` half waves from a point, to the right or downwards."""
    parts = [f"{_at(x, y)} m"]
    for index in range(count):
        rise = amplitude * WAVE_RISE * (1 if index % 2 else -1)
        along = index * half
        points = ((along + half * WAVE_HANDLE, rise), (along + half * (1 - WAVE_HANDLE), rise), (along + half, 0.0))
        placed = (_at(x + b, y + a) if upright else _at(x + a, y + b) for a, b in points)
        parts.append(f"{' '.join(placed)} c")
    return " ".join(parts)
