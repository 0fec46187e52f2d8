"""What is wrong with a declared source is said when config.toml is read, with the key and how to mend it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tracker.config import load_config
from tracker.errors import ConfigError

FEED = 'kind = "feed"\nurl = "https://norvale.example/feed"\n'
LISTING = 'kind = "listing"\nurl = "https://norvale.example/"\n'
JSON = 'kind = "json"\nurl = "https://norvale.example/api"\n'
ROWS = '[sources.selectors]\nitem = "li"\n'
LINKS = '[sources.fields]\nlink = "link"\n'


def declared(folder: Path, table: str) -> str:
    """Return what is said of a source."""
    path = folder / "config.toml"
    path.write_text(f'[[sources]]\nid = "norvale"\n{table}')
    try:
        load_config(path)
    except ConfigError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    "table",
    [
        FEED,
        LISTING + ROWS,
        JSON + LINKS,
        JSON
        + '[sources.fields]\nlink = "https://norvale.example/{ref:joined:lower}"\ntitle = ["a.*.b", "**.c"]\n',
        JSON + ROWS + '[sources.fields]\nhtml = "."\n',
        LISTING
        + ROWS
        + '[sources.paging]\ntemplate = "https://norvale.example/{n}?to={until:%Y}"\npages = 3\n',
        FEED
        + "key = '/(([a-z]+)_(\\d+))'\n[sources.detail]\ntemplate = \"https://norvale.example/{2:upper}/{3}\"\n",
        FEED + '[sources.fallback]\nkind = "listing"\nurl = "https://norvale.example/"\n'
        '[sources.fallback.selectors]\nitem = "li"\n',
    ],
)
def test_a_source_that_can_work_is_taken(tmp_path: Path, table: str) -> None:
    """Every form the guide shows."""
    assert declared(tmp_path, table) == ""


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ('kind = "feed"\n', 'kind = "feed" needs url'),
        (
            'kind = "pages"\nurl = "https://norvale.example/"\nurls = ["https://norvale.example/"]\n',
            "does not use url",
        ),
        ('kind = "feed"\nurl = "norvale.example/feed"\n', "is not an http:// or https:// URL"),
        ('kind = "feed"\nurl = "http://[::1"\n', "is not a URL that can be asked"),
        ('kind = "feed"\nurl = "https://norvale.example:99999/"\n', "is not a URL that can be asked"),
        ('kind = "feed"\nurl = "https://norvale℀.example/"\n', "is not a URL that can be asked"),
        ('kind = "feed"\nurl = "https://a.example/ https://b.example/"\n', "has a blank in it"),
        ('kind = "feed"\nurl = "https://desk@norvale.example/"\n', "a URL with a user name in it"),
        (
            'kind = "pages"\nurls = ["https://norvale.example/", "http://]/"]\n',
            "is not a URL that can be asked",
        ),
        ('kind = "feed"\nurl = "https://norvale.example/?from={since:%Q}"\n', '"%Q" is no part of a day'),
        (FEED + '[sources.manners]\nmirror = "https://[::1"\n', "is not an origin"),
        ('kind = "feed"\nurl = "https://norvale.example/{day}"\n', "{day} is not known here"),
        (FEED + 'timezone = "Norvale"\n', '"Norvale" is not a time zone'),
        (FEED + 'language = "English"\n', "is not the code of a language"),
        (FEED + "key = 'seq=\\d+'\n", "has no group"),
        (FEED + "only_links = '('\n", "not a regular expression"),
        (FEED + 'date_formats = ["%d.%m."]\n', "does not give a year, a month and a day"),
        (FEED + 'rewrite = ["a", "b", "c"]\n', "rewrite"),
        (FEED + 'select = "main"\n[sources.selectors]\nbody = "article"\n', "select is short for it"),
        (FEED + 'rewrite = [["", "https://norvale.example/"]]\n', "must be pairs"),
        (
            FEED + "key = '((('\n[sources.detail]\ntemplate = \"https://norvale.example/{1}\"\n",
            "not a regular",
        ),
        (FEED + '[sources.detail]\ntemplate = "{link}"\n', "is not an http:// or https:// URL"),
        (
            LISTING + ROWS + '[sources.paging]\ntemplate = "page/{n}"\n',
            '"page/{n}" is not an http:// or https:// URL',
        ),
        (FEED + 'date_formats = ["%Y-%m-%d %"]\n', "does not give a year, a month and a day"),
        (FEED + LINKS, 'kind = "feed" does not use fields'),
        (LISTING, "needs selectors.item"),
        (LISTING + '[sources.selectors]\nitem = "li["\n', "is not a CSS selector"),
        (
            LISTING + ROWS + "link_pattern = 'f\\(1\\)'\nlink_template = \"https://norvale.example/{1}\"\n",
            "{1} has no group",
        ),
        (LISTING + ROWS + "[sources.paging]\npages = 3\n", "how the second page is asked for"),
        (LISTING + ROWS + '[sources.paging]\ntemplate = "https://norvale.example/2"\n', "has no {n}"),
        (
            LISTING + ROWS + '[sources.paging]\nparameter = "p"\ntemplate = "https://norvale.example/{n}"\n',
            "by one of them",
        ),
        (LISTING + ROWS + '[sources.paging]\nday_format = "from:{since}"\n', "needs since and not until"),
        (LISTING + ROWS + '[sources.paging]\nsince = "from"\nday_format = "%d"\n', "see strftime"),
        (JSON, "needs fields.link"),
        (JSON + '[sources.fields]\nlink = "a..b"\n', '"a..b" is not a path'),
        (JSON + '[sources.fields]\nlink = "a"\nbody = "**.**.text"\n', 'has "**" twice'),
        (JSON + '[sources.fields]\nlink = "https://norvale.example/{ref:twice}"\n', '":twice" is not known'),
        (
            FEED + '[sources.detail]\ntemplate = "https://norvale.example/api"\n',
            "it would be one page for all",
        ),
        (
            FEED
            + '[sources.detail]\ntemplate = "https://norvale.example/{key}"\n[sources.detail.fields]\ntitle = ["t"]\n',
            "needs body",
        ),
        (FEED + '[sources.manners]\nheaders = { "X Y" = "1" }\n', "is not a header that can be sent"),
        (FEED + '[sources.manners]\nexpect = ["xml"]\n', "is not a media type"),
        (FEED + '[sources.manners]\nmirror = "mirror.example"\n', "is not an origin"),
        (FEED + '[sources.fallback]\nurl = "https://norvale.example/"\n', "fallback.kind"),
        (FEED + '[sources.fallback]\nkind = "files"\n', "is no index"),
        (
            'kind = "files"\npath = "in"\n[sources.fallback]\nkind = "feed"\nurl = "https://norvale.example/"\n',
            "no index that could fail",
        ),
    ],
)
def test_a_source_that_cannot_work_is_told_what_and_where(tmp_path: Path, table: str, said: str) -> None:
    """One line that names the key, before anything is fetched."""
    answer = declared(tmp_path, table)
    assert said in answer
    assert "[[sources]] 1" in answer
