"""Write ``columns.json``, the columns that :mod:`tracker.store.tables` declares, for statements that go without SQLModel.

    python -m tracker.store.columns

Remove the file and run this after each change of the declaration; a test compares the two.
"""

from __future__ import annotations

import json
from pathlib import Path

from sqlalchemy import Column

from tracker.store.tables import METADATA

COLUMNS = Path(__file__).with_name("columns.json")
KINDS = {  # SQLModel's types, by what columns.json calls them
    "AutoString": "text",
    "Integer": "int",
    "Float": "float",
    "Boolean": "bool",
    "LargeBinary": "bytes",
    "JSON": "json",
    "Date": "date",
    "UTCDateTime": "instant",
}


def declared_columns() -> dict[str, dict[str, str]]:
    """Return table → column → kind, in the order of the declaration: a star behind a key, then what it points to."""
    return {
        name: {column.name: _kind(column) for column in table.columns}
        for name, table in METADATA.tables.items()
    }


def _kind(column: Column[object]) -> str:
    kind = KINDS[type(column.type).__name__] + ("*" if column.primary_key else "")
    return " ".join([kind, *(key.target_fullname for key in column.foreign_keys)])


def main() -> None:
    """Write the file."""
    lines = ",\n".join(f' "{name}": {json.dumps(columns)}' for name, columns in declared_columns().items())
    COLUMNS.write_text("{\n" + lines + "\n}\n", "utf-8")


if __name__ == "__main__":
    main()
