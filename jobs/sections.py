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

from jobs.logs import log_settings
from jobs.maintenance import retention
from jobs.monitoring.metrics_settings import metrics_settings
from jobs.scheduling.schedule import check_schedule
from reports.config import mail_settings, site_settings, subscribers
from reports.formula.configured import configured_formulas
from reports.mail.alert_config import configured_alerts
from tracker.config import Config
from tracker.errors import ConfigError

SectionReader = Callable[[Config], object]  # raises ConfigError where the section is wrong


def _check_jobs(config: Config) -> None:
    check_schedule(config, subscribers(config))


SECTION_READERS: Mapping[str, SectionReader] = {
    "site": site_settings,
    "mail": mail_settings,
    "subscribers": subscribers,
    "jobs": _check_jobs,
    "metrics": metrics_settings,
    "log": log_settings,
    "retention": retention,
    "formulas": configured_formulas,
    "alerts": configured_alerts,
}


def check_sections(config: Config, names: Collection[str] = SECTION_READERS.keys()) -> None:
    """Raise where one of the sections *names* of *config* is wrong, with what is wrong in every one of them.

    Raises:
        ConfigError: One line.
    """
    faults: dict[str, ConfigError] = {}  # by what they say: [jobs] checks the times of readers as well
    for read in [SECTION_READERS[name] for name in SECTION_READERS if name in names]:
        try:
            read(config)
        except ConfigError as error:
            faults.setdefault(str(error), error)
    if len(faults) == 1:
        raise next(iter(faults.values()))
    if faults:
        raise ConfigError("; ".join(faults))
