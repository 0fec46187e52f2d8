"""config.toml as text: read and parsed, on which line a value stands, and what is wrong with one in words of our own."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from tracker.config_checks import ConfigFault
from tracker.errors import ConfigError, did_you_mean

ARRAYS = ("subscribers", "formulas", "alerts")  # sections of the packages above, written with two brackets


def read_toml(path: Path) -> str:
    """Return the text at *path*.

    Raises:
        ConfigError: It is not there, cannot be read, or is no UTF-8.
    """
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError(
            f"not valid UTF-8 at byte {error.start}", where=str(path), remedy="save it as UTF-8"
        ) from error
    except OSError as error:
        what = (
            "there is no such file"
            if isinstance(error, FileNotFoundError)
            else f"cannot be read: {error.strerror}"
        )
        raise ConfigError(what, where=str(path), remedy="`policy-tracker init` writes a first one") from error


def parse_toml(text: str, path: Path) -> dict[str, Any]:
    """Return what *text* says, of the file at *path*.

    Raises:
        ConfigError: It is no TOML.
    """
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise ConfigError(
            "tables or lists are nested too deep", where=str(path), remedy="correct the TOML"
        ) from error
    except ValueError as error:  # of TOML, and of a number with thousands of digits
        what, _, place = str(error).rstrip(")").partition(" (at ")
        raise ConfigError(
            f"{place or 'somewhere in it'}: {what[:1].lower()}{what[1:]}",
            where=str(path),
            remedy="correct the TOML",
        ) from error


def toml_line_of(text: str, keys: Iterable[str]) -> int | None:
    """Return the line of *text* (TOML) on which the value at *keys* stands; counted from 1.

    A number among *keys* counts the tables of an array from 0. Where the key
    itself is not there, the line of its table.
    """
    wanted = list(keys)
    index = next((int(key) for key in wanted if key.isdecimal()), 0)
    names = [key for key in wanted if not key.isdecimal()]
    table: list[str] = []
    seen, best, deepest = -1, None, 0
    for number, line in enumerate(text.splitlines(), start=1):
        header = re.match(r"\s*(\[\[?)\s*([\w.\"' -]+?)\s*\]", line)
        if header:
            table = [part.strip(" \"'") for part in header[2].split(".")]
            seen += header[1] == "[[" and table == names[:1]
            here = table
        else:
            key = re.match(r"\s*([\w.\"'-]+)\s*=", line)
            if key is None:
                continue
            here = [*table, *(part.strip("\"'") for part in key[1].split("."))]
        fits = here == names[: len(here)] and (seen == index or not any(key.isdecimal() for key in wanted))
        if fits and len(here) > deepest:
            best, deepest = number, len(here)
    return best


def model_faults(error: ValidationError, model: type[BaseModel]) -> Iterable[ConfigFault]:
    """Say in words of our own what pydantic found."""
    for fault in error.errors(include_url=False):
        keys = tuple(str(key) for key in fault["loc"])
        if fault["type"] == "extra_forbidden":
            yield keys, "unknown key" + nearest_name(keys[-1], _names(model, keys[:-1]))
        elif fault["type"] == "missing":
            yield keys, "is missing"
        elif fault["type"] == "model_type":
            yield keys, "must be a table"
        else:
            yield keys, fault["msg"].replace("Input should be", "must be").replace("Value error, ", "")


def _names(model: type[BaseModel], keys: tuple[str, ...]) -> list[str]:
    """Return the keys that *model* takes at *keys*, as they are written in the file."""
    for key in keys:
        inner = model.model_fields[key].annotation if key in model.model_fields else None
        if not (isinstance(inner, type) and issubclass(inner, BaseModel)):
            return []
        model = inner
    return [info.alias or name for name, info in model.model_fields.items()]


def nearest_name(key: str, names: Iterable[str]) -> str:
    """Return which of *names* may have been meant by *key*, as the end of a sentence."""
    known = list(names)
    meant = did_you_mean(key, known) or f"known are {', '.join(known)}"
    return f", {meant}" if known else ""


def fault_place(text: str, keys: tuple[str, ...]) -> str:
    """Return "line 12, [[sources]] 2, selectors.body: " for *keys*."""
    if keys[0] in ("sources", "series", *ARRAYS) and len(keys) > 1 and keys[1].isdecimal():
        section, rest = f"[[{keys[0]}]] {int(keys[1]) + 1}", keys[2:]
    else:
        section, rest = f"[{keys[0]}]", keys[1:]
    line = toml_line_of(text, keys)
    parts = [f"line {line}"] if line else []
    return ", ".join([*parts, " ".join([section, ".".join(rest)]).strip()]) + ": "
