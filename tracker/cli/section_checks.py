"""Which checks of sections of config.toml belong to a command line, by the name of their module.

A package above this one reads sections of its own. It names the module that checks them
when its command line is put together, and the module is loaded when a configuration is read.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.config import Config

_modules: dict[str, None] = {}  # in the order they were named, each once


def check_sections_with(module: str) -> None:
    """Let every command have ``check_sections`` of *module* look at the configuration."""
    _modules[module] = None


def check_sections_of_packages(config: Config) -> None:
    """Have each module that was named look at *config*.

    Raises:
        ConfigError: A section is wrong.
    """
    for module in _modules:
        import_module(module).check_sections(config)
