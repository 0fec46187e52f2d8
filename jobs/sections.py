"""Every section of config.toml that the packages above tracker read, each with what reads it.

    tracker.config       [store] [fetch] [engine] [[sources]] [[series]]      at once, all faults in one line
    check_sections       [[subscribers]] [mail] [site] [jobs] [metrics] [log] [retention]
                         [[formulas]] [[alerts]]

Every command reads the whole file before it does anything, and ``doctor`` looks at it section
by section; so what is wrong for the daemon at night is said to whoever asked for a list in the
morning. A section without a reader here fails a test.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from importlib import import_module
from typing import cast

from tracker.config import Config
from tracker.errors import ConfigError

SectionReader = Callable[[Config], object]  # raises ConfigError where the section is wrong

# Module and function, loaded where there is something to read: a search of a file without readers needs none of them.
SECTION_READERS: Mapping[str, tuple[str, str]] = {
    "site": ("reports.config.site_settings", "site_settings"),
    "mail": ("reports.config.mail_settings", "mail_settings"),
    "subscribers": ("reports.config.subscriber_settings", "subscribers"),
    "jobs": ("jobs.scheduling.schedule", "check_jobs"),
    "metrics": ("jobs.monitoring.metrics_settings", "metrics_settings"),
    "log": ("jobs.logs", "log_settings"),
    "retention": ("jobs.maintenance", "retention"),
    "formulas": ("reports.formula.configured", "configured_formulas"),
    "alerts": ("reports.mail.alert_config", "configured_alerts"),
}
_ALSO_READ = {"subscribers": "jobs"}  # their times are of its zone


def check_sections(config: Config, names: Collection[str] = SECTION_READERS.keys()) -> None:
    """Raise where one of the sections *names* of *config* is wrong, with what is wrong in every one of them. A section that is not there is right.

    Raises:
        ConfigError: One line.
    """
    there = {*config.sections, *(_ALSO_READ[name] for name in config.sections if name in _ALSO_READ)}
    faults: dict[str, ConfigError] = {}  # by what they say: [jobs] checks the times of readers as well
    for read in [section_reader(name) for name in SECTION_READERS if name in names and name in there]:
        try:
            read(config)
        except ConfigError as error:
            faults.setdefault(str(error), error)
    if len(faults) == 1:
        raise next(iter(faults.values()))
    if faults:
        raise ConfigError("; ".join(faults))


def section_reader(name: str) -> SectionReader:
    """Return what reads the section *name* and raises where it is wrong."""
    module, function = SECTION_READERS[name]
    return cast(SectionReader, getattr(import_module(module), function))
