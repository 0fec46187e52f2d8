"""The states of ISO 3166-1. The only module that imports pycountry, which takes 20 ms: where no state is asked for, it does not."""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from functools import cache
from types import ModuleType
from typing import Any


def countries() -> Iterator[Any]:
    """Yield every state: its ``name``, ``alpha_3`` and, where it has them, ``common_name`` and ``official_name``."""
    return iter(_pycountry().countries)


def country_of(code: str) -> Any | None:
    """Return the state with the *code* of three letters; None where there is none."""
    return _pycountry().countries.get(alpha_3=code)


def look_up_country(name: str) -> str:
    """Return the code of three letters of the state called *name*, in any of its names or codes.

    Raises:
        LookupError: No state is.
    """
    return str(_pycountry().countries.lookup(name).alpha_3)


def names_in(language: str) -> gettext.NullTranslations:
    """Return what translates the names of states into *language*, a code such as "ko"."""
    return gettext.translation("iso3166-1", _pycountry().LOCALES_DIR, languages=[language])


@cache
def _pycountry() -> ModuleType:
    import pycountry

    found: ModuleType = pycountry
    return found
