"""On PostgreSQL lines are found by the words of their names, and the words of the index are kept as they are.

Of half a million names those that may have certain words in them were looked for one after the other (270 ms of a server that
was busy, 10 by the index). The words of a passage were packed: to see whether two stand side by side each had to be unpacked.
What is indexed from now on is not; `policy-tracker db reindex` does the same for what is there. SQLite has none of it.
Set tracker.store.schema.HEAD to "0015".
"""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

# the words of a name and each of them backwards, so that one is found by its end: as tracker.store.read.line_finding asks for it
WORDS = (
    "array_to_tsvector(array_remove(string_to_array(lower(coalesce(given, name)), ' ')"
    " || string_to_array(reverse(lower(coalesce(given, name))), ' '), ''))"
)
UP = (
    f"CREATE INDEX ix_lines_words_of_name ON lines USING gin (({WORDS}))",
    "CREATE INDEX ix_lines_with_aliases ON lines (id) WHERE aliases IS NOT NULL",
    "ALTER TABLE passage_words ALTER COLUMN words SET STORAGE EXTERNAL",
    "ALTER TABLE passage_words SET (toast_tuple_target = 8160)",  # a row of a page: the most there is
)
DOWN = (
    "ALTER TABLE passage_words RESET (toast_tuple_target)",
    "ALTER TABLE passage_words ALTER COLUMN words SET STORAGE EXTENDED",
    "DROP INDEX ix_lines_with_aliases",
    "DROP INDEX ix_lines_words_of_name",
)


def upgrade() -> None:
    _execute(UP)


def downgrade() -> None:
    _execute(DOWN)


def _execute(statements: tuple[str, ...]) -> None:
    if op.get_bind().dialect.name == "postgresql":
        for statement in statements:
            op.execute(statement)
