"""What Datasette is told of a store in SQLite: words for its tables and columns, questions to begin with, what is nobody's business.

Pure, but for the file of words beside it. Written for Datasette 0.65, as its
``--metadata``; Datasette itself is no dependency of ours.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

Values = dict[str, Any]

OPERATOR = {"id": "root"}  # whoever started Datasette with --root and came by the link it prints


def metadata(database: str) -> str:
    """Return the metadata, as JSON, of a store that Datasette calls *database*: the file's name without its suffix.

    Tables with addresses of readers are denied to everybody, and SQL of one's own is
    for the operator alone, since it would read those tables all the same. The
    questions are for all.
    """
    told = table_descriptions()
    described: Values = {key: told[key].strip() for key in ("title", "description", "license", "source")}
    tables = {name: _listed(table) for name, table in told["tables"].items()}
    tables |= {name: {"description": about, "hidden": True} for name, about in told["hidden"].items()}
    tables |= {
        name: {"description": about, "hidden": True, "allow": False} for name, about in told["denied"].items()
    }
    queries = {
        name: {"sql": query["sql"].strip(), "title": query["title"], "description": query["about"]}
        for name, query in told["queries"].items()
    }
    described["databases"] = {database: {"allow_sql": OPERATOR, "tables": tables, "queries": queries}}
    return json.dumps(described, ensure_ascii=False, indent=1) + "\n"


def table_descriptions() -> Values:
    """Return ``datasette.toml`` as parsed: descriptions of tables and columns, and the questions to begin with."""
    return tomllib.loads((files("tracker.exports") / "datasette.toml").read_text("utf-8"))


def _listed(table: Mapping[str, Any]) -> Values:
    listed: Values = {"description": table["about"], "columns": table["columns"]}
    if "facets" in table:
        listed["facets"] = table["facets"]
    if "label" in table:
        listed["label_column"] = table["label"]
    if "newest" in table:
        listed["sort_desc"] = table["newest"]
    return listed
