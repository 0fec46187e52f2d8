"""The Prometheus text format, version 0.0.4, as prometheus.io/docs/instrumenting/exposition_formats says it. Pure.

    # HELP name what it counts
    # TYPE name counter|gauge
    name{label="value"} number

One name is one family: its lines stand together, no two of them with the same labels.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_NAME = re.compile(r"[a-zA-Z_:][a-zA-Z0-9_:]*")
_LABEL = re.compile(r"(?!__)[a-zA-Z_][a-zA-Z0-9_]*")  # two underscores in front are Prometheus's own

Value = float | datetime  # an instant is written as seconds since 1970


@dataclass(frozen=True, slots=True)
class MetricFamily:
    """One metric: what it counts, and its value for each combination of labels."""

    name: str
    kind: Literal["counter", "gauge"]
    help: str
    samples: tuple[tuple[Mapping[str, str], Value], ...]


def gauge(name: str, help: str, *samples: tuple[Mapping[str, str], Value]) -> MetricFamily:  # noqa: A002 - as Prometheus calls it
    """Return a value that goes up and down."""
    return MetricFamily(name, "gauge", help, samples)


def counter(name: str, help: str, *samples: tuple[Mapping[str, str], Value]) -> MetricFamily:  # noqa: A002 - as Prometheus calls it
    """Return a value that only rises; by convention its name ends in _total."""
    return MetricFamily(name, "counter", help, samples)


def format_metrics(families: Iterable[MetricFamily]) -> str:
    """Return *families* as a scraper reads them; a family without a value is left out.

    Raises:
        ValueError: A name is none, or two lines would have the same name and labels. A bug.
    """
    seen: set[str] = set()
    lines: list[str] = []
    for family in families:
        if not _NAME.fullmatch(family.name) or family.name in seen:
            raise ValueError(f"{family.name!r} is no name of a metric, or is there twice")
        seen.add(family.name)
        if family.samples:
            lines += [f"# HELP {family.name} {_escaped(family.help)}", f"# TYPE {family.name} {family.kind}"]
            lines += _sample_lines(family)
    return "".join(f"{line}\n" for line in lines)


def _sample_lines(family: MetricFamily) -> Iterator[str]:
    seen: set[str] = set()
    for labels, value in family.samples:
        for name in labels:
            if not _LABEL.fullmatch(name):
                raise ValueError(f"{name!r} is no name of a label")
        said = ",".join(f'{name}="{_quoted(labels[name])}"' for name in sorted(labels))
        if said in seen:
            raise ValueError(f"{family.name}{{{said}}} is there twice")
        seen.add(said)
        yield f"{family.name}{'{' + said + '}' if said else ''} {_number(value)}"


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("\n", r"\n")


def _quoted(text: str) -> str:
    # what cannot be encoded would end the scrape
    return _escaped(text.encode("utf-8", "replace").decode("utf-8")).replace('"', r"\"")


def _number(value: Value) -> str:
    """Return *value* as Go's ParseFloat reads it.

    >>> _number(3.0), _number(0.25), _number(float("inf")), _number(float("nan"))
    ('3', '0.25', '+Inf', 'NaN')
    """
    number = value.timestamp() if isinstance(value, datetime) else float(value)
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "+Inf" if number > 0 else "-Inf"
    return str(int(number)) if number.is_integer() and abs(number) < 2**53 else repr(number)
