"""The columns of units and changes, in their order, and what each says. Rows of :mod:`tracker.exports.json_rows` have these keys."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its type as Parquet and Arrow call it, and what it says. *empty*: whether it may be null."""

    name: str
    kind: str  # string, date32, int8, int32, bool, double, list<string>, list<delta>
    about: str
    empty: bool = False


UNITS = (
    Column("release", "string", "what the publisher calls the release: archive id, guid, or its address"),
    Column("source", "string", "id of the source in config.toml"),
    Column("published", "date32", "day of publication in the publisher's zone; null = undated", empty=True),
    Column("title", "string", "title of the release"),
    Column("url", "string", "address of the release"),
    Column("start", "int32", "where the quote begins in the text read, in code points"),
    Column("end", "int32", "where it ends, exclusive"),
    Column("quote", "string", "the statement, verbatim"),
    Column("kind", "string", "U.… is a commitment; D.…, S.… and E.… are positions"),
    Column("level", "int8", "1 to 5 on the ladder of its family, the letter kind begins with"),
    Column("polarity", "string", "+ the action is to happen, - it is not to"),
    Column("intensity", "int8", "-1 hedged, 0 plain, 1 emphatic"),
    Column("speakers", "list<string>", "who speaks: ISO 3166 codes or short names"),
    Column("addressees", "list<string>", "who is asked or judged"),
    Column("action", "string", "what is to be done, in normal form"),
    Column("act", "string", "class of that action"),
    Column("direction", "string", "start, increase, maintain, decrease, stop or empty"),
    Column("target", "string", "what is acted upon, as written"),
    Column("topics", "list<string>", "topics, as military.alliance"),
    Column("condition", "string", "condition, verbatim"),
    Column("deadline", "string", "deadline, verbatim"),
    Column("amount", "string", "amount, verbatim"),
    Column("instrument", "string", "instrument named, verbatim"),
    Column("goal", "string", "goal, verbatim"),
    Column("scope_items", "list<string>", "what it covers, as listed"),
    Column("reaffirm_claimed", "bool", "whether the text says it repeats"),
    Column("line", "string", "id of the line it sits on; null = on none", empty=True),
    Column("line_name", "string", "name of that line", empty=True),
    Column("parent", "string", "id of the unit whose list it is an item of; null = of none", empty=True),
    Column("confidence", "double", "0 to 1, that it is a unit as coded; null = read once", empty=True),
    Column("id", "string", "id of the unit"),
)
CHANGES = (
    Column("release", "string", "release where the line moved, as its publisher calls it"),
    Column(
        "start", "int32", "where the quote begins in its text, in code points; null = silence", empty=True
    ),
    Column("end", "int32", "where it ends, exclusive", empty=True),
    Column("label", "string", "how the line moved: NEW, REAFFIRMED, WEAKENED …"),
    Column("prev_release", "string", "release of the earlier statement; null = none", empty=True),
    Column("prev_start", "int32", "where its quote begins", empty=True),
    Column("prev_end", "int32", "where it ends, exclusive", empty=True),
    Column("also", "list<string>", "other labels that fired"),
    Column("deltas", "list<delta>", "what differs: facet, before, after, verdict"),
    Column("cause", "string", "release, edit or recomputed"),
    Column("rule", "string", "which rule fired, and on what"),
    Column("minor", "bool", "whether emphasis alone moved"),
    Column("note", "string", "what else is to be known"),
    Column("review", "bool", "whether an analyst should look"),
    Column("line", "string", "id of the line"),
    Column("line_name", "string", "name of the line"),
    Column("source", "string", "id of the source in config.toml"),
    Column("published", "date32", "day of publication of the release; null = undated", empty=True),
    Column("quote", "string", "what is said now, verbatim; null = silence", empty=True),
    Column("prev_quote", "string", "what was said before, verbatim", empty=True),
    Column("prev_published", "date32", "day it was published", empty=True),
    Column("id", "string", "id of the change"),
    Column("link", "string", "told; possible (the earlier statement may be of another line); new"),
)
