"""[metrics]: where the daemon answers probes. Apart from what answers, as every command reads the whole of config.toml."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

from reports.config.value_checks import parse_listen_address
from tracker.config import Config
from tracker.config.section import Section, validate_section
from tracker.errors import ConfigError


@dataclass(frozen=True, slots=True)
class ListenAddress:
    """Where the daemon answers probes. Port 0 is any that is free."""

    host: str
    port: int


class _Metrics(Section):
    listen: str = ""
    public: bool = False


def metrics_settings(config: Config) -> ListenAddress | None:
    """Return where [metrics] says to listen; None for nowhere, as by default.

    Raises:
        ConfigError: A key or a value is wrong, or the address is open to other machines and
            nothing says that this is meant: what is shown there is nobody else's affair.
    """
    where = config.place("[metrics]")
    given = validate_section(_Metrics, config.sections.get("metrics") or {}, where)
    if not given.listen:
        return None
    address, port = parse_listen_address(given.listen, where, example=9108)
    if not ipaddress.ip_address(address).is_loopback and not given.public:
        raise ConfigError(
            f'listen = "{given.listen}" is open to other machines',
            where=where,
            remedy='write "127.0.0.1:…", or add public = true if a firewall keeps strangers away',
        )
    return ListenAddress(address, port)
