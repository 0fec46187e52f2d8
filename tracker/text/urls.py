"""URLs as the web writes them: some of them are none."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit


def split_url(url: str) -> SplitResult | None:
    """Return the parts of *url*; None where it is none: half an IPv6 address, a host that would be another's.

    >>> split_url("http://[::1") is None, split_url("http://mfa.norvale\\u2100.example/") is None
    (True, True)
    """
    try:
        parts = urlsplit(url)
        _ = parts.port  # checked when it is asked for
    except ValueError:
        return None
    return parts
