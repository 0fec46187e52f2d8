"""Drawing → SVG that may stand in a page under a strict policy.

Classes for colours, ids that follow from the content, links and tooltips of marks, words in the
font of the page: nothing of it is styled in place. The outlines of marks are matplotlib's, as in a PNG.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from lxml import etree

from reports.charts.drawing.shapes import TEXT, Blocks, Drawing, Spots, Strokes, Words
from tracker.hashing import content_id
from tracker.text.sanitize import UNPRINTABLE

Segment = tuple[str, Sequence[float]]  # a command of a path: M, L, Q, C or z; and its numbers

_FINE = 2  # decimals within a mark
_COARSE = 1  # decimals of places
# Commands of an SVG path, each with its numbers, of a mark one pixel across.
_OUTLINES = {
    "o": (
        "M 0 0.5 C 0.132602 0.5 0.25979 0.447317 0.353553 0.353553 C 0.447317 0.25979 0.5 0.132602 0.5 0 "
        "C 0.5 -0.132602 0.447317 -0.25979 0.353553 -0.353553 C 0.25979 -0.447317 0.132602 -0.5 0 -0.5 C "
        "-0.132602 -0.5 -0.25979 -0.447317 -0.353553 -0.353553 C -0.447317 -0.25979 -0.5 -0.132602 -0.5 0 "
        "C -0.5 0.132602 -0.447317 0.25979 -0.353553 0.353553 C -0.25979 0.447317 -0.132602 0.5 0 0.5 z"
    ),
    "^": "M 0 -0.5 L -0.5 0.5 L 0.5 0.5 z",
    "v": "M 0 0.5 L 0.5 -0.5 L -0.5 -0.5 z",
    "<": "M -0.5 0 L 0.5 0.5 L 0.5 -0.5 z",
    ">": "M 0.5 0 L -0.5 -0.5 L -0.5 0.5 z",
    "D": "M 0 0.707107 L 0.707107 0 L 0 -0.707107 L -0.707107 0 z",
    "s": "M -0.5 0.5 L 0.5 0.5 L 0.5 -0.5 L -0.5 -0.5 z",
    "x": "M -0.5 0.5 L 0.5 -0.5 M -0.5 -0.5 L 0.5 0.5",
    "|": "M 0 0.5 L 0 -0.5",
    "*": (
        "M 0 -0.5 L -0.112257 -0.154508 L -0.475528 -0.154508 L -0.181636 0.059017 L -0.293893 0.404508 L "
        "0 0.190983 L 0.293893 0.404508 L 0.181636 0.059017 L 0.475528 -0.154508 L 0.112257 -0.154508 z"
    ),
    "p": "M 0 -0.5 L -0.475528 -0.154508 L -0.293893 0.404508 L 0.293893 0.404508 L 0.475528 -0.154508 z",
    "P": (
        "M -0.166667 0.5 L 0.166667 0.5 L 0.166667 0.166667 L 0.5 0.166667 L 0.5 -0.166667 L 0.166667 "
        "-0.166667 L 0.166667 -0.5 L -0.166667 -0.5 L -0.166667 -0.166667 L -0.5 -0.166667 L -0.5 "
        "0.166667 L -0.166667 0.166667 z"
    ),
}


def page_svg(drawing: Drawing, title: str, description: str) -> str:
    """Return *drawing* as an ``<svg>`` element without style, script or anything from elsewhere.

    Same arguments, same bytes. *title* and *description* name it for who does not see
    it. Without links it is one image; with links it is a group, since nothing inside
    an image can be reached.
    """
    linked = any(spot.href for shape in drawing.shapes if isinstance(shape, Spots) for spot in shape.spots)
    name = f"pic-{content_id(title, description, repr(drawing))[:10]}"
    root = etree.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": "pic",
            "viewBox": f"0 0 {_short(drawing.width)} {_short(drawing.height)}",
            "width": "100%",
            "role": "group" if linked else "img",
            "aria-labelledby": f"{name}-t",
            "aria-describedby": f"{name}-d",
        },
    )
    _add(root, "title", {"id": f"{name}-t"}, title)
    _add(root, "desc", {"id": f"{name}-d"}, description)
    marks = _Marks(_add(root, "defs", {}), name, {})
    links: list[tuple[float, etree._Element]] = []
    for shape in drawing.shapes:
        if isinstance(shape, Spots):
            links += _spots(root, shape, marks)
        elif not isinstance(shape, Words):
            _path(root, shape)
    # From left to right, whatever their shape: that is the order of the Tab key.
    for _, link in sorted(links, key=lambda placed: placed[0]):
        root.append(link)
    words = (shape for shape in drawing.shapes if isinstance(shape, Words))
    for (ink, size, anchor, bold), alike in groupby(
        words, lambda one: (one.ink, one.size, one.anchor, one.bold)
    ):
        look = {"class": f"pic-{ink}"}
        look |= {"font-size": _short(size)} if size != TEXT else {}
        look |= {"text-anchor": anchor} if anchor != "start" else {}
        look |= {"font-weight": "600"} if bold else {}
        group = _add(root, "g", look)
        for one in alike:
            _words(group, one)
    return etree.tostring(root, encoding="unicode")


def path_data(segments: Iterable[Segment], digits: int = _COARSE) -> str:
    """Return *segments* as the data of a path, in few letters; what is no longer than the last digit is left out.

    >>> path_data([("M", (10.04, 20)), ("L", (30, 20)), ("L", (30, 40.26)), ("z", ())])
    'M10 20H30V40.3z'
    >>> path_data([("M", (10, 81.3)), ("L", (10, 88.3)), ("L", (20, 88.3)), ("L", (30, 88.3))])
    'M10 81.3v7H30'
    """
    made: list[str] = []
    x = y = ""
    along = 0  # which way the last line led, where it was level
    for command, given in segments:
        numbers = [_short(number, digits) for number in given]
        if command == "L" and numbers == [x, y]:
            continue
        before, along = along, 0
        if command == "L" and numbers[1] == y:
            along = 1 if float(numbers[0]) > float(x) else -1
            if along == before:
                made.pop()  # goes on: where it stopped cannot be seen
            made.append(f"H{numbers[0]}")
        elif command == "L" and numbers[0] == x:
            step = _short(float(numbers[1]) - float(y), digits)
            made.append(min(f"V{numbers[1]}", f"v{step}", key=len))
        else:
            made.append(command + " ".join(numbers))
        x, y = numbers[-2:] or ("", "")
    return "".join(made)


@dataclass(frozen=True, slots=True)
class _Marks:
    """The outlines of marks defined so far, and under which id each look is."""

    defined: etree._Element
    name: str
    ids: dict[Spots, str]

    def id_of(self, shape: Spots) -> str:
        """Return the id of the mark of *shape*, and define it where it is new."""
        look = replace(shape, spots=())
        if look not in self.ids:
            self.ids[look] = f"{self.name}-{len(self.ids)}"
            drawn = path_data(mark_outline(shape.shape, shape.size), _FINE)
            _add(self.defined, "path", {"id": self.ids[look], "d": drawn})
        return self.ids[look]


def _outline(shape: Strokes | Blocks) -> Iterator[Segment]:
    if isinstance(shape, Strokes):
        for first, *rest in shape.lines:
            yield from (("M", first), *(("L", point) for point in rest))
        return
    for x, y, width, height in shape.rectangles:
        corners = (x + width, y), (x + width, y + height), (x, y + height)
        yield from (("M", (x, y)), *(("L", corner) for corner in corners), ("z", ()))


def _path(root: etree._Element, shape: Strokes | Blocks) -> None:
    look = {"d": path_data(_outline(shape))}
    if isinstance(shape, Blocks):
        look["class"] = f"pic-{shape.ink}"
    else:
        look |= {"class": f"pic-line-{shape.ink}", "fill": "none"}
        look |= {"stroke-width": _short(shape.width)} if shape.width != 1 else {}
        look |= {"stroke-dasharray": " ".join(map(_short, shape.dash))} if shape.dash else {}
    _add(root, "path", look)


def _spots(root: etree._Element, shape: Spots, marks: _Marks) -> list[tuple[float, etree._Element]]:
    """Add the marks of *shape* that lead nowhere to *root*; return the others, each with its x."""
    href = {"href": f"#{marks.id_of(shape)}"}
    look = {"class": f"pic-{shape.fill} pic-line-{shape.edge}"}
    look |= {"stroke-width": _short(shape.width)} if shape.width != 1 else {}
    still = etree.Element("g", look)
    links: list[tuple[float, etree._Element]] = []
    for spot in shape.spots:
        at = href | {"x": _short(spot.x), "y": _short(spot.y)}
        if spot.href:
            link = etree.Element("a", {"href": _kept(spot.href)} | look)
            _add(link, "title", {}, spot.said)
            _add(link, "use", at)
            links.append((spot.x, link))
        else:
            mark = _add(still, "use", at)
            if spot.said:
                _add(mark, "title", {}, spot.said)
    if len(still):
        root.append(still)
    return links


def _words(group: etree._Element, words: Words) -> None:
    x, y = _short(words.x), _short(words.y)
    look = {"x": x, "y": y}
    look |= {"transform": f"rotate({_short(-words.turn)} {x} {y})"} if words.turn else {}
    _add(group, "text", look, words.text)


def _add(parent: etree._Element, tag: str, look: dict[str, str], text: str = "") -> etree._Element:
    made = etree.SubElement(parent, tag, look)
    if text:
        made.text = _kept(text)
    return made


def _kept(text: str) -> str:
    return UNPRINTABLE.sub(" ", text)


def _short(number: float, digits: int = _COARSE) -> str:
    """Return *number* with *digits* decimals at most.

    >>> _short(3.0), _short(0.25), _short(-0.01)
    ('3', '0.2', '0')
    """
    text = f"{round(number, 6):.{digits}f}".rstrip("0").rstrip(".")  # 6: free of what computing adds
    return "0" if text == "-0" else text


def mark_outline(shape: str, size: float) -> Iterator[tuple[str, tuple[float, ...]]]:
    """Yield the outline of the mark *shape*, *size* pixels across: commands of an SVG path, each with its numbers.

    >>> list(mark_outline("|", 8))
    [('M', (0.0, 4.0)), ('L', (0.0, -4.0))]
    """
    command, numbers = "", list[float]()
    for part in (*_OUTLINES[shape].split(), ""):
        if part and not part.isalpha():
            numbers.append(float(part) * size)
            continue
        if command:
            yield command, tuple(numbers)
        command, numbers = part, []
