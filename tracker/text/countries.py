"""The states of ISO 3166-1, from pycountry: no other module knows it.

To import it takes 40 ms, most of them to ask which version it is; to read the table of states it
comes with takes 9. So names are read from there, and only who looks one up imports it.
"""

from __future__ import annotations

import gettext
import json
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any


def countries() -> Iterator[Any]:
    """Yield every state: its ``name``, ``alpha_3`` and, where it has them, ``common_name`` and ``official_name``."""
    return iter(_states())


def country_of(code: str) -> Any | None:
    """Return the state with the *code* of three letters; None where there is none."""
    return _pycountry().countries.get(alpha_3=code)


def look_up_country(name: str) -> str:
    """Return the code of three letters of the state called *name*, in any of its names or codes.

    Raises:
        LookupError: No state is.
    """
    return str(_pycountry().countries.lookup(name).alpha_3)


def state_name_translations(language: str) -> gettext.NullTranslations:
    """Return what translates the names of states into *language*, a code such as "ko"."""
    return gettext.translation("iso3166-1", _folder() / "locales", languages=[language])


@cache
def _states() -> tuple[SimpleNamespace, ...]:
    table = json.loads((_folder() / "databases" / "iso3166-1.json").read_bytes())
    return tuple(SimpleNamespace(**state) for state in table["3166-1"])


def _folder() -> Path:
    """Return where pycountry is installed."""
    found = find_spec("pycountry")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("pycountry is not installed")
    return Path(found.origin).parent


@cache
def _pycountry() -> ModuleType:
    import pycountry  # 40 ms, and few commands name a state

    found: ModuleType = pycountry
    return found
