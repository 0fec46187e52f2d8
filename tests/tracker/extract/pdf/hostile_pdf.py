"""PDFs of one or two kilobytes that take a reader minutes or gigabytes."""

from __future__ import annotations

from collections.abc import Sequence


def build_file(objects: Sequence[bytes]) -> bytes:
    """Return a PDF of *objects*, the first of which is its catalogue."""
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj%b endobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(body))
    return body + head + table + tail


def build_stream(content: bytes, entries: bytes = b"") -> bytes:
    """Return a stream object."""
    return b"<<%b/Length %d>>stream\n%b\nendstream" % (entries, len(content), content)


def nested_forms(levels: int, times: int = 10, text: bytes = b"Norvale will act") -> bytes:
    """Return a page whose form draws another *times* times, and so on for *levels*; the last sets *text*."""
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    first = 6
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</XObject<</X 6 0 R>>>>>>",
        build_stream(b"/X Do " * times),
        font,
    ]
    for level in range(levels):
        last = level == levels - 1
        used = b"/Font<</T 5 0 R>>" if last else b"/XObject<</X %d 0 R>>" % (first + level + 1)
        drawn = b"BT/T 9 Tf(%b)Tj ET" % text if last else b"/X Do " * times
        objects.append(build_stream(drawn, form + b"/Resources<<" + used + b">>"))
    return build_file(objects)
