"""The index that a folder of files is searched by: scripts that hold data, one for each year."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta

from reports.site.index_builder import build_index
from reports.site.page_context import PageContext
from reports.site.search import search_index
from reports.view.vocabulary import kind_words
from tests.fakes import DAY, NOW, build_facets, build_line, build_release
from tests.reports.site.page_reader import HOSTILE
from tracker.domain import Kind, Label, Mention

HALDEN = "Norvale will patrol the Halden Sea."
LAST_YEAR = DAY - timedelta(days=365)


def files_of(store):
    """Return the files of the index by their addresses."""
    return dict(search_index.files(PageContext(store, build_index(store))))


def data(body):
    """Return what a file of the index hands over."""
    found = re.fullmatch(r"\(self\.policySearch\?\?=\[\]\)\.push\((.*)\);\n", body.decode(), re.DOTALL)
    assert found is not None
    return json.loads(found[1])


def test_the_index_names_every_file_there_is(desk, store):
    """A script that knows the index knows where all statements are, and by a digest whether they are new."""
    desk.say("NV-1", {"patrol": HALDEN}, day=LAST_YEAR)
    desk.say("NV-2", {"patrol": HALDEN})
    desk.say("NV-3", {"wait": "Norvale will wait."}, day=None)
    files = files_of(store)
    kind, index = data(files.pop(search_index.INDEX))
    assert kind == "begin"
    assert [name for name, _ in index["shards"]] == list(files)
    assert list(files) == ["search/2030-1.js", "search/2031-1.js", "search/undated-1.js"]
    assert len({digest for _, digest in index["shards"]}) == 3
    assert index["labels"]["weakened"] == ["weakened", "↓", "soft"]


def test_a_statement_is_held_with_all_that_is_shown_and_asked_of_it(desk, store):
    """Its words, where they stand, what it does, how firmly, about what, on which line and how that moved."""
    facets = build_facets(topics=frozenset({"military.alliance"}), level=2)
    before = desk.say("NV-1", {"patrol": HALDEN}, day=LAST_YEAR)
    earlier = Mention(before.units[0], before.release)
    after = desk.say(
        "NV-2", {"patrol": "Norvale may patrol."}, label=Label.WEAKENED, before=earlier, facets=facets
    )
    kind, shard = data(files_of(store)["search/2031-1.js"])
    assert kind == "add"
    names, ((page, title, day, issuer, source, source_page, original),) = shard["names"], shard["releases"]
    assert (page, title, day) == (f"releases/{after.release.id}.html", after.release.title, str(DAY))
    assert (names[issuer], names[source], original) == ("Norvale", "norvale-mfa", after.release.url)
    assert names[source_page].startswith("sources/norvale-mfa-")
    ((release, unit, words, commitment, said, topics, line, line_page, moved),) = shard["units"]
    assert (release, unit, words, commitment) == (0, after.units[0].id, "Norvale may patrol.", 1)
    assert names[said] == kind_words(Kind.U_OWN, 2)
    assert [names[topic] for topic in topics] == ["military.alliance"]
    address = f"lines/{build_line('patrol').id}.html"
    assert (names[line], names[line_page]) == ("patrol", address)
    assert [(names[label], where, later, tags) for label, where, later, tags in moved] == [
        ("weakened", f"{address}#c-{after.change.id}", "", [])
    ]


def test_what_is_to_be_checked_is_in_the_index(desk, store):
    """A folder of files warns of a label too close to call as a server does."""
    said = desk.say("NV-1", {"patrol": HALDEN})
    doubtful = replace(said.change, review=True, minor=True)
    store.record_relations([replace(said.relation, changes=(doubtful,))], NOW)
    _, shard = data(files_of(store)["search/2031-1.js"])
    ((*_, ((_, _, _, tags),)),) = shard["units"]
    assert [shard["names"][tag] for tag in tags] == ["check", "emphasis only"]


def test_what_comes_in_this_year_leaves_the_files_of_other_years_as_they_were(desk, store):
    """A site that is copied somewhere every night sends what is new, not the whole index."""
    desk.say("NV-1", {"patrol": HALDEN}, day=LAST_YEAR)
    before = files_of(store)
    desk.say("NV-2", {"wait": "Norvale will wait."})
    after = files_of(store)
    assert after["search/2030-1.js"] == before["search/2030-1.js"]
    assert "search/2031-1.js" not in before


def test_a_year_of_many_releases_is_several_files(desk, store, monkeypatch):
    """No file grows without end, and each release is in one of them."""
    monkeypatch.setattr(search_index, "RELEASES", 2)
    for number in range(5):
        desk.say(f"NV-{number}", {f"line {number}": HALDEN}, day=DAY + timedelta(days=number))
    files = files_of(store)
    files.pop(search_index.INDEX)
    assert list(files) == [f"search/2031-{number}.js" for number in (1, 2, 3)]
    days = [row[2] for body in files.values() for row in data(body)[1]["releases"]]
    assert days == [str(DAY + timedelta(days=number)) for number in range(5)]


def test_hostile_text_is_data_in_a_script(desk, store):
    """Nothing a text says ends the string it stands in, and nothing that turns a line round is left."""
    text = f'Norvale will patrol "; alert(1); // </script> \u2028 \u2029 {HOSTILE}'
    release = build_release("NV-1", title=HOSTILE, url="javascript:alert(1)")
    revision = desk.record(release, text)
    store.record_readings([desk.reading(revision, text)])
    body = files_of(store)["search/2031-1.js"]
    _, shard = data(body)
    assert '"; alert(1); // </script>' in shard["units"][0][2]
    assert shard["releases"][0][6] == ""
    assert not re.search("[\x00-\x09\x0b-\x1f\u2028\u2029\u202a-\u202e\u2066-\u2069]", body.decode())
