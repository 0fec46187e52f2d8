"""Drawing → SVG that may stand in a page under a strict policy.

Matplotlib's SVG is a document of its own: style sheets, style attributes, a font, links
to new windows, colours of one mode. A page wants none of it. Of its elements we keep the
outlines and where marks are, and say the rest ourselves: classes for colours, ids that
follow from the content, links and tooltips of marks, words in the font of the page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby

from lxml import etree

from reports.charts.drawing.shapes import TEXT, Blocks, Drawing, Spots, Strokes, Words
from tracker.hashing import content_id
from tracker.text.sanitize import UNPRINTABLE

_SVG = "{http://www.w3.org/2000/svg}"
_XLINK = "{http://www.w3.org/1999/xlink}"
_TOKENS = re.compile(r"[A-Za-z]|-?[0-9.]+(?:e-?[0-9]+)?")
_FINE = 2  # decimals within a mark
_COARSE = 1  # decimals of places


def page_svg(drawing: Drawing, title: str, description: str) -> str:
    """Return *drawing* as an ``<svg>`` element without style, script or anything from elsewhere.

    Same arguments, same bytes. *title* and *description* name it for who does not see
    it. Without links it is one image; with links it is a group, since nothing inside
    an image can be reached.
    """
    from reports.charts.drawing.canvas import draw_svg  # matplotlib takes up to a second to load

    drawn = _drawn(draw_svg(drawing))
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
    for place, shape in enumerate(drawing.shapes):
        if isinstance(shape, Spots):
            links += _spots(root, shape, drawn[place], marks)
        elif not isinstance(shape, Words):
            _outline(root, shape, drawn[place])
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


def compact(path: str, digits: int = _COARSE) -> str:
    """Return the data of a path with the same corners, in fewer letters.

    >>> compact("M 10.04 20 \\nL 30 20 \\nL 30 40.26 \\nz")
    'M10 20H30V40.3z'
    """
    tokens = _TOKENS.findall(path)
    made: list[str] = []
    x = y = ""
    place = 0
    while place < len(tokens):
        command = tokens[place]
        count = {"M": 2, "L": 2, "Q": 4, "C": 6, "z": 0}[command]
        numbers = [_short(float(token), digits) for token in tokens[place + 1 : place + 1 + count]]
        place += 1 + count
        if command == "L" and numbers == [x, y]:
            continue
        if command == "L" and numbers[1] == y:
            made.append(f"H{numbers[0]}")
        elif command == "L" and numbers[0] == x:
            made.append(f"V{numbers[1]}")
        else:
            made.append(command + " ".join(numbers))
        x, y = numbers[-2:] or ("", "")
    return "".join(made)


@dataclass(frozen=True, slots=True)
class _Marks:
    """The outlines of marks defined so far: under which id each is, by what matplotlib calls it."""

    defined: etree._Element
    name: str
    ids: dict[str, str]

    def id_of(self, called: str, outline: etree._Element) -> str:
        """Return the id of the mark *called* so by matplotlib, and define it where it is new."""
        if called not in self.ids:
            self.ids[called] = f"{self.name}-{len(self.ids)}"
            _add(self.defined, "path", {"id": self.ids[called], "d": compact(outline.get("d", ""), _FINE)})
        return self.ids[called]


def _drawn(written: bytes) -> dict[int, etree._Element]:
    """Return what matplotlib has *written* for each shape, by its place."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    root = etree.fromstring(written, parser)
    return {int(name): group for group in root.iter(f"{_SVG}g") if (name := group.get("id", "")).isdigit()}


def _outline(root: etree._Element, shape: Strokes | Blocks, group: etree._Element) -> None:
    (path,) = group.iter(f"{_SVG}path")
    look = {"d": compact(path.get("d", ""))}
    if isinstance(shape, Blocks):
        look["class"] = f"pic-{shape.ink}"
    else:
        look |= {"class": f"pic-line-{shape.ink}", "fill": "none"}
        look |= {"stroke-width": _short(shape.width)} if shape.width != 1 else {}
        look |= {"stroke-dasharray": " ".join(map(_short, shape.dash))} if shape.dash else {}
    _add(root, "path", look)


def _spots(
    root: etree._Element, shape: Spots, group: etree._Element, marks: _Marks
) -> list[tuple[float, etree._Element]]:
    """Add the marks of *shape* that lead nowhere to *root*; return the others, each with its x."""
    places = list(group.iter(f"{_SVG}use"))
    assert len(places) == len(shape.spots), "matplotlib leaves out what lies outside of the picture"
    called = places[0].get(f"{_XLINK}href", "")[1:]
    (outline,) = group.getroottree().iterfind(f".//{_SVG}path[@id='{called}']")
    href = {"href": f"#{marks.id_of(called, outline)}"}
    look = {"class": f"pic-{shape.fill} pic-line-{shape.edge}"}
    look |= {"stroke-width": _short(shape.width)} if shape.width != 1 else {}
    still = etree.Element("g", look)
    links: list[tuple[float, etree._Element]] = []
    for spot, place in zip(shape.spots, places, strict=True):
        at = href | {axis: _short(float(place.get(axis, "0"))) for axis in ("x", "y")}
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
    text = f"{number:.{digits}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
