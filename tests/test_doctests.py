from __future__ import annotations

import doctest
import importlib
import pkgutil
from collections.abc import Iterator

import pytest

import jobs
import reports
import tracker


def modules() -> Iterator[str]:
    for package in (tracker, reports, jobs):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if "migrations" not in found.name and not found.name.endswith("__main__"):
                yield found.name


@pytest.mark.parametrize("name", list(modules()))
def test_examples_in_docstrings_are_true(name: str) -> None:
    """An example in a docstring is a promise like any other."""
    result = doctest.testmod(importlib.import_module(name))
    assert result.failed == 0
