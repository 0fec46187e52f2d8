"""What must not be shown: secrets as a type, texts without them, and the variables that name them.

    Secret               prints as dots, wherever it ends up
    redact               what looks like a secret in a text, by its place
    ${NAME}              in a header or an address of config.toml: a variable of the environment

A variable stays a name until a request is made and is one again in all that comes back, so
nothing that is stored, shown or exported has its value. It is filled in for the host whose
address or headers of config.toml name it and for no other: a link of the web may say ${NAME} too.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote

REDACTED = "•••"
MIN_SECRET = 4  # characters of a secret that is looked for by itself; shorter ones stand in too many words

_NAMES = (  # of what carries a secret
    r"[\w.-]*(?:token|secret|passw(?:or)?d|passwd|pwd|signature|credential|api_?key|access_?key|auth|jwt|session)"
    r"[\w.-]*|key|sig|sid|pass"
)
_NUMBER = r"(?!\d{1,10}(?:[&#;\s\"'<>]|$))"  # ?key=4711 names a page, and hides nothing
_VARIABLE = r"(?!\$?\{|%24%7B)"  # ${NAME} says where a secret stands, {1} what a link is put together from
_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    # scheme://user:password@host; the last @ before the path ends it, as in RFC 3986, section 3.2
    (re.compile(r"(?i)\b([a-z][a-z0-9+.-]{0,30}://[^\s/?#:@\"'<>]*):[^\s/?#\"'<>]*@"), rf"\1:{REDACTED}@"),
    # scheme://token@host, as code hosts take it; a user of a database is no secret
    (re.compile(r"(?i)\b(https?://)[^\s/?#:@\"'<>]+@"), rf"\1{REDACTED}@"),
    # ?token=…, &api_key=…, #access_token=…
    (re.compile(rf"(?i)([?&;#](?:{_NAMES})=){_NUMBER}{_VARIABLE}[^&#;\s\"'<>]+"), rf"\1{REDACTED}"),
    # headers, as http.client and our own errors show them
    (
        re.compile(
            r"(?i)\b((?:proxy-)?authorization|(?:set-)?cookie|x-api-key|x-auth-token)"
            r"([\"']?\s*[:=]\s*[\"']?|[\"']\s*,\s*[\"'])[^\"'\r\n]+"
        ),
        rf"\1\2{REDACTED}",
    ),
    (re.compile(r"(?i)\b(bearer)\s+[\w.~+/=-]{8,}"), rf"\1 {REDACTED}"),
    (re.compile(r"(?i)\b(basic)\s+(?=[\w+/]*[=\d])[\w+/=]{8,}"), rf"\1 {REDACTED}"),
    (re.compile(r"(?i)\b(auth\s+(?:plain|login|cram-md5|xoauth2|oauthbearer))\s+\S+"), rf"\1 {REDACTED}"),
    # password=…, "password": "…", as in the connection strings of libpq and in dumps of settings
    (
        re.compile(
            r"(?i)\b(\w*(?:password|passwd|pwd|secret|api_?key))([\"']?\s*=\s*|[\"']\s*:\s*)"
            rf"{_VARIABLE}(\"[^\"]*\"|'[^']*'|[^\s,;&\"')}}\]]+)"
        ),
        rf"\1\2{REDACTED}",
    ),
)
SECRET_HEADERS = re.compile(
    r"(?i)(?:proxy-)?authorization|(?:set-)?cookie|[\w-]*(?:key|token|secret|auth|passw)[\w-]*"
)
_ADDRESSES = frozenset({"url", "urls", "template", "link_template", "mirror", "rewrite"})  # keys of a source
_REFERENCE = re.compile(r"(?:\$|%24)(?:\{|%7B)([A-Za-z_][A-Za-z0-9_]*)(?:\}|%7D)", re.IGNORECASE)
_NO_REFERENCE = re.compile(r"\$\{(?![A-Za-z_][A-Za-z0-9_]*\})[^}]{0,40}\}?")


@dataclass(frozen=True, slots=True)
class Secret:
    """A password or a token. As text, in a representation and in a format it is dots; :meth:`reveal` says it."""

    _value: str = ""

    def reveal(self) -> str:
        """Return the secret itself, for the one line that hands it over."""
        return self._value

    def __bool__(self) -> bool:
        """Say whether there is one."""
        return bool(self._value)

    def __str__(self) -> str:
        """Return dots."""
        return REDACTED if self._value else ""

    def __repr__(self) -> str:
        """Return dots."""
        return f"Secret({self})"

    def __format__(self, spec: str) -> str:
        """Return dots."""
        return format(str(self), spec)


NO_SECRET = Secret()


def redact(text: str, secrets: Sequence[str] = ()) -> str:
    """Return *text* with what is or looks like a secret replaced by ``•••``.

    Hidden are *secrets* wherever they stand, and by their place: passwords in URLs, parameters
    called as secrets are, authorization and cookie headers, credentials of SMTP AUTH.

    >>> redact("https://desk:hunter2@norvale.example/feed?page=2&token=abc")
    'https://desk:•••@norvale.example/feed?page=2&token=•••'
    """
    for secret in secrets:
        text = text.replace(secret, REDACTED)
    for rule, instead in _RULES:
        text = rule.sub(instead, text)
    return text


def secret_spellings(secrets: Iterable[str]) -> tuple[str, ...]:
    """Return *secrets* as they are and as a URL writes them, those long enough to look for, longest first."""
    spelt = {form for secret in secrets for form in (secret, quote(secret, safe=""), unquote(secret))}
    return tuple(sorted((form for form in spelt if len(form) >= MIN_SECRET), key=len, reverse=True))


def variable_names(text: str) -> tuple[str, ...]:
    """Return the variables that *text* names, in order.

    >>> variable_names("https://norvale.example/feed?api_key=${NORVALE_KEY}")
    ('NORVALE_KEY',)
    """
    return tuple(dict.fromkeys(_REFERENCE.findall(text)))


def reference_fault(text: str) -> str:
    """Say what is wrong with a ``${…}`` of *text*."""
    found = _NO_REFERENCE.search(text)
    return f'"{found[0]}" names no variable of the environment; write ${{NORVALE_KEY}}' if found else ""


class UnsetVariable(LookupError):  # noqa: N818 - no error of ours: it becomes one where it is known of what
    """A variable that config.toml names is not in the environment."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"the environment has no {name}")


def fill_variables(text: str, known: Iterable[str], environment: Mapping[str, str] | None = None) -> str:
    """Return *text* with those variables that are *known* replaced by what *environment* has.

    Raises:
        UnsetVariable: It is not there, or empty.
    """
    allowed = frozenset(known)
    if not allowed:
        return text
    values = os.environ if environment is None else environment

    def value(found: re.Match[str]) -> str:
        if found[1] not in allowed:
            return found[0]
        if not values.get(found[1]):
            raise UnsetVariable(found[1])
        return values[found[1]]

    return _REFERENCE.sub(value, text)


def name_variables(text: str, known: Iterable[str], environment: Mapping[str, str] | None = None) -> str:
    """Return *text* with the values of the *known* variables replaced by their names: the way back."""
    values = os.environ if environment is None else environment
    for name in sorted(known, key=lambda name: -len(values.get(name, ""))):
        for form in secret_spellings([values.get(name, "")]):
            text = text.replace(form, f"${{{name}}}")
    return text


def redact_table(table: Mapping[str, object]) -> dict[str, object]:
    """Return *table*, a source as config.toml has it, without what is a secret in its addresses and headers.

    >>> redact_table({"url": "https://norvale.example/?token=abcd", "manners": {"headers": {"X-Api-Key": "abcd"}}})
    {'url': 'https://norvale.example/?token=•••', 'manners': {'headers': {'X-Api-Key': '•••'}}}
    """
    return {key: _redacted(key, value) for key, value in table.items()}


def holds_secret(table: Mapping[str, object]) -> bool:
    """Say whether something in *table* is a secret that a variable should name instead."""
    return redact_table(table) != dict(table)


def _redacted(key: str, value: object) -> object:
    if key == "headers" and isinstance(value, Mapping):
        return {name: _header(name, said) for name, said in value.items()}
    if isinstance(value, Mapping):
        return redact_table(value)
    if isinstance(value, list) and key in _ADDRESSES:
        return [_redacted(key, one) for one in value]
    return redact(value) if isinstance(value, str) and key in _ADDRESSES else value


def _header(name: str, value: object) -> object:
    if not isinstance(value, str) or variable_names(value):
        return value
    return REDACTED if SECRET_HEADERS.fullmatch(name) else redact(value)
