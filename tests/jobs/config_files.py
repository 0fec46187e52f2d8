"""A configuration that names every section, the models of these, and one that is wrong in each."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from jobs import logs, maintenance
from jobs.monitoring import metrics_settings
from jobs.scheduling import schedule
from reports.config import mail_settings, site_settings, subscriber_settings
from reports.formula import configured as formulas
from reports.mail import alert_config
from tracker import config as tracker_config
from tracker.config import declared_sources
from tracker.sources.declaration.source_table import SourceTable

_MODULES: Mapping[str, tuple[Any, str]] = {
    "store": (tracker_config, "_Store"),
    "fetch": (tracker_config, "_Fetch"),
    "engine": (tracker_config, "_Engine"),
    "series": (declared_sources, "_Series"),
    "jobs": (schedule, "_Jobs"),
    "mail": (mail_settings, "_Mail"),
    "subscribers": (subscriber_settings, "_Subscriber"),
    "site": (site_settings, "SiteSettings"),
    "metrics": (metrics_settings, "_Metrics"),
    "log": (logs, "LogSettings"),
    "retention": (maintenance, "_Retention"),
    "formulas": (formulas, "_Formula"),
    "alerts": (alert_config, "_Alert"),
}
_ARRAYS = ("sources", "series", "subscribers", "formulas", "alerts")

_WITH_MAIL = ("subscribers", "alerts")
BROKEN_SECTIONS = {
    name: ('[mail]\nfrom = "a@norvale.example"\nfolder = "outbox"\n' if name in _WITH_MAIL else "")
    + (f"[[{name}]]" if name in _ARRAYS else f"[{name}]")
    + "\nunknown = 1\n"
    for name in ("sources", *_MODULES)
}


def section_models() -> Iterator[tuple[str, type[BaseModel]]]:
    """Yield each section with the model that its values are held against."""
    yield "sources", SourceTable
    for section, (module, name) in _MODULES.items():
        yield section, getattr(module, name)


def valid_values() -> dict[str, Any]:
    """Return values of every section that go together."""
    return {
        "store": {"url": "sqlite:///desk.db"},
        "fetch": {},
        "engine": {},
        "sources": [{"id": "norvale_mfa", "kind": "feed", "url": "https://mfa.norvale.example/feed.xml"}],
        "series": [{"name": "consultations", "title": "consultation"}],
        "jobs": {"fetch": "*/30 * * * *"},
        "mail": {"from": "digest@norvale.example", "folder": "outbox"},
        "subscribers": [{"id": "desk", "to": ["desk@norvale.example"]}],
        "site": {},
        "metrics": {},
        "log": {},
        "retention": {},
        "formulas": [{"text": "remain committed to"}],
        "alerts": [{"id": "halden", "query": "halden sea", "to": ["desk@norvale.example"]}],
    }


def toml_of(whole: Mapping[str, Any]) -> str:
    """Return *whole* as TOML."""
    lines: list[str] = []
    for section, values in whole.items():
        for table in values if section in _ARRAYS else [values]:
            lines.append(f"[[{section}]]" if section in _ARRAYS else f"[{section}]")
            lines += [f"{key} = {_value(value)}" for key, value in table.items()]
    return "\n".join(lines) + "\n"


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_value(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(_value(inner) for inner in value)}]"
    if isinstance(value, str):
        return json.dumps(value)
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)  # inf and nan are written alike
