"""A table of config.toml as a model: strict, and what is wrong with it in one message."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from tracker.config.config_file import model_faults
from tracker.config_checks import ConfigFault
from tracker.errors import ConfigError

Model = TypeVar("Model", bound=BaseModel)


class Section(BaseModel):
    """A table of config.toml: its keys, and no others."""

    # what checks it is made when a file has the table, and not where a command needs none: 30 ms of each
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)


def checked_by(fault: Callable[[Any], str]) -> AfterValidator:
    """Return the check of pydantic's that refuses what *fault* finds something wrong with."""

    def check(value: Any) -> Any:
        if wrong := fault(value):
            raise ValueError(wrong)
        return value

    return AfterValidator(check)


def validate_section(model: type[Model], values: Mapping[str, Any], where: str) -> Model:
    """Return *values* as *model*.

    Raises:
        ConfigError: A key is unknown (with the nearest valid name), missing or
            of the wrong type; all faults in one message, after *where*.
    """
    try:
        return model.model_validate(values)
    except ValidationError as error:
        faults = (f"{'.'.join(keys)}: {what}" if keys else what for keys, what in model_faults(error, model))
        raise ConfigError("; ".join(faults), where=where) from error


def read_section(
    model: type[Model], raw: Mapping[str, Any], section: str, faults: list[ConfigFault]
) -> Model | None:
    """Return one section of *raw*, or ``None`` after adding what is wrong with it to *faults*."""
    try:
        return model.model_validate(raw.get(section, {}))
    except ValidationError as error:
        faults += [((section, *keys), what) for keys, what in model_faults(error, model)]
        return None
