"""A reader of the Prometheus text format, written from its rules and not from our writer."""

from __future__ import annotations

import re

NAME = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
LABEL = re.compile(r'([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(,|$)')
SAMPLE = re.compile(rf"({NAME})(?:\{{(.*)\}})? (\S+)", re.DOTALL)


def read_metrics(text):
    """Return types, helps and samples: a sample is (name, frozenset of labels) → number. Breaks on what a scraper would refuse."""
    assert text == "" or text.endswith("\n"), "the last line must end"
    types, helps, samples, order = {}, {}, {}, []
    for line in text.split("\n")[:-1]:  # a line feed alone ends a line
        if line.startswith("# HELP "):
            name, _, said = line[7:].partition(" ")
            assert name not in helps, f"second HELP of {name}"
            helps[name] = said
            continue
        if line.startswith("# TYPE "):
            name, kind = line[7:].split(" ")
            assert kind in ("counter", "gauge"), kind
            assert name not in types, f"second TYPE of {name}"
            assert not any(known[0] == name for known in samples), f"TYPE of {name} after its samples"
            types[name] = kind
            continue
        found = SAMPLE.fullmatch(line)
        assert found, line
        name, inside, number = found.groups()
        assert name in types, f"{name} has no TYPE"
        labels, at = {}, 0
        while inside and at < len(inside):
            part = LABEL.match(inside, at)
            assert part, line
            assert part[1] not in labels, line
            labels[part[1]] = re.sub(r"\\(.)", lambda m: {"n": "\n"}.get(m[1], m[1]), part[2])
            at = part.end()
        key = (name, frozenset(labels.items()))
        assert key not in samples, f"twice: {line}"
        samples[key] = float(number)
        if not order or order[-1] != name:
            assert name not in order, f"the lines of {name} do not stand together"
            order.append(name)
    return types, helps, samples
