"""Drawing → matplotlib → PNG. The only module that imports matplotlib.

Every shape is an artist put straight onto a figure, in pixels: axes, ticks and legends
are laid out by us and cost nothing here (docs/decisions/0019-pictures.md). Nothing of
pyplot, nothing global: settings hold while one picture is drawn, whatever a matplotlibrc
of the user's says, and one is drawn at a time, because settings are the process's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Any, Literal

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font
from matplotlib.markers import MarkerStyle
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, IdentityTransform
from PIL import Image

from reports.charts.drawing.palette import DARK_INKS, INKS, Ink
from reports.charts.drawing.shapes import Anchor, Blocks, Drawing, Shape, Spots, Strokes, Words

POINTS = 72  # of an inch: with so many dots to the inch a point is a pixel
SHADES = 4  # of an ink on paper, in a PNG
STRIP = 256  # rows of dots
_SETTINGS: dict[Any, Any] = {
    "savefig.bbox": None,
    "savefig.dpi": "figure",
    "savefig.facecolor": "auto",
    "savefig.transparent": False,
    "path.sketch": None,
    "path.effects": [],
    "path.simplify": False,
    "text.usetex": False,
    "text.parse_math": False,
    "text.hinting": "force_autohint",
    "text.antialiased": True,
}
_ANCHORS: dict[Anchor, Literal["left", "center", "right"]] = {
    "start": "left",
    "middle": "center",
    "end": "right",
}
_ONE_AT_A_TIME = Lock()


def draw_png(drawing: Drawing, *, scale: int) -> tuple[bytes, bytes]:
    """Return *drawing* as PNG of *scale* dots a pixel in matplotlib's own font: for light mode, and for dark mode."""
    # Few colours and many pixels of one: a palette takes a third of the bytes, and another one is the other mode.
    indexed = _indexed(drawing, scale)
    light = _saved(indexed)
    indexed.putpalette(_colours(drawing, DARK_INKS))
    return light, _saved(indexed)


def _indexed(drawing: Drawing, scale: int) -> Image.Image:
    """Return *drawing* in the colours of light mode, each dot a number in a palette.

    What matplotlib draws takes 22 MB for a tall picture, so it is put into colours a strip at a time.
    """
    drawn = _drawn(drawing, scale)
    size, dots = (int(drawn.width), int(drawn.height)), drawn.buffer_rgba()  # type: ignore[no-untyped-call]
    whole = Image.frombuffer("RGBA", size, dots, "raw", "RGBA", 0, 1)
    colours, indexed = Image.new("P", (1, 1)), Image.new("P", whole.size)
    for one in (colours, indexed):
        one.putpalette(_colours(drawing, INKS))
    for top in range(0, whole.height, STRIP):
        strip = whole.crop((0, top, whole.width, min(top + STRIP, whole.height))).convert("RGB")
        indexed.paste(strip.quantize(palette=colours, dither=Image.Dither.NONE), (0, top))
    return indexed


def _drawn(drawing: Drawing, scale: int) -> RendererAgg:
    """Return a renderer that has drawn *drawing*.

    Shapes know their figure and the figure none of them: two that point to each other stay in memory until the
    interpreter looks for cycles, which it seldom does, and a shape with words holds the renderer.
    """
    # A page counts from the top left, matplotlib from the bottom.
    pixels = Affine2D().scale(scale, -scale).translate(0, scale * drawing.height)
    width, height = round(drawing.width * scale), round(drawing.height * scale)
    renderer = RendererAgg(width, height, POINTS * scale)  # type: ignore[no-untyped-call]
    with _settings():
        inches = (drawing.width / POINTS, drawing.height / POINTS)
        figure = Figure(inches, dpi=POINTS * scale, facecolor=INKS["paper"])
        figure.draw(renderer)
        for shape in drawing.shapes:
            artist = _artist(shape, pixels)
            artist.set_figure(figure)
            artist.draw(renderer)
    return renderer


def _saved(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _colours(drawing: Drawing, mode: Mapping[Ink, str]) -> list[int]:
    """Return red, green, blue of every ink of *drawing* in *mode*, and of the shades its smoothed edges have on paper."""
    paper = _channels(mode["paper"])
    return [
        round(ground + (full - ground) * shade / SHADES)
        for ink in sorted(
            {
                ink
                for shape in drawing.shapes
                for ink in ((shape.fill, shape.edge) if isinstance(shape, Spots) else (shape.ink,))
            }
            - {"paper"}
        )
        for shade in range(1, SHADES + 1)
        for ground, full in zip(paper, _channels(mode[ink]), strict=True)
    ] + list(paper)


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour[1:]))


def lacks_glyphs(text: str) -> bool:
    """Return whether the font of PNG lacks a character of *text*, as it does for Chinese or Korean."""
    known = FT2Font(_font_file(bold=True)).get_charmap()
    return any(ord(letter) not in known for letter in text)


@contextmanager
def _settings() -> Iterator[None]:
    with _ONE_AT_A_TIME, mpl.rc_context(_SETTINGS):
        yield


def _artist(shape: Shape, pixels: Affine2D) -> Artist:
    if isinstance(shape, Strokes):
        return _strokes(shape, pixels)
    if isinstance(shape, Blocks):
        return _blocks(shape, pixels)
    if isinstance(shape, Spots):
        return _spots(shape, pixels)
    return _words(shape, pixels)


def _strokes(shape: Strokes, pixels: Affine2D) -> Artist:
    return PathPatch(
        _outline(shape.lines),
        transform=pixels,
        facecolor="none",
        edgecolor=INKS[shape.ink],
        linewidth=shape.width,
        linestyle=(0, shape.dash) if shape.dash else "solid",
        capstyle="butt",
        joinstyle="round",
    )


def _blocks(shape: Blocks, pixels: Affine2D) -> Artist:
    corners = [
        ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        for x, y, width, height in shape.rectangles
    ]
    return PathPatch(
        _outline(corners, closed=True),
        transform=pixels,
        facecolor=INKS[shape.ink],
        edgecolor="none",
        linewidth=0,
    )


def _spots(shape: Spots, pixels: Affine2D) -> Artist:
    marks = PathCollection(
        [_marker(shape.shape)],
        [shape.size**2],  # of a square around it, in points
        offsets=[(spot.x, spot.y) for spot in shape.spots],
        offset_transform=pixels,
        facecolors=INKS[shape.fill],
        edgecolors=INKS[shape.edge],
        linewidths=shape.width,
    )
    marks.set_transform(IdentityTransform())
    return marks


def _words(shape: Words, pixels: Affine2D) -> Artist:
    return Text(
        shape.x,
        shape.y,
        shape.text,
        transform=pixels,
        fontproperties=_font(shape.size, bold=shape.bold),
        color=INKS[shape.ink],
        horizontalalignment=_ANCHORS[shape.anchor],
        verticalalignment="baseline",
        rotation=shape.turn,
        rotation_mode="anchor",
        parse_math=False,
    )


def _outline(lines: Any, *, closed: bool = False) -> Outline:
    """Return one path through all *lines*."""
    points, codes = [], []
    for line in lines:
        points += line
        codes += [Outline.MOVETO, *[Outline.LINETO] * (len(line) - 1)]
        if closed:
            points.append(line[0])
            codes.append(Outline.CLOSEPOLY)
    return Outline(points, codes)


@lru_cache(maxsize=32)
def _marker(shape: str) -> Outline:
    style = MarkerStyle(shape)
    return style.get_path().transformed(style.get_transform())


@lru_cache(maxsize=32)
def _font(size: float, *, bold: bool) -> FontProperties:
    return FontProperties(fname=_font_file(bold=bold), size=size)


def _font_file(*, bold: bool) -> str:
    """Return the file of the font that comes with matplotlib: the same on every machine."""
    return str(Path(mpl.get_data_path(), "fonts", "ttf", f"DejaVuSans{'-Bold' if bold else ''}.ttf"))
