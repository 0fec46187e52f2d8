"""What is wrong with a declaration: where, key by key, and a sentence."""

from __future__ import annotations

ConfigFault = tuple[tuple[str, ...], str]  # the keys that lead to the value, and what is wrong with it
