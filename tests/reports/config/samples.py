"""A configuration with [mail] and [[subscribers]]."""

from pathlib import Path

from tracker.config import Config

MAIL = {"from": "Policy desk <digest@example.org>", "folder": "outbox"}
READER = {"id": "halden-desk", "to": ["desk@example.org"], "when": "0 7 * * mon-fri"}


def config(mail=MAIL, *readers):
    """Return a configuration of that [mail] and those [[subscribers]], read from desk/config.toml."""
    return Config(path=Path("desk/config.toml"), sections={"mail": mail, "subscribers": list(readers)})
