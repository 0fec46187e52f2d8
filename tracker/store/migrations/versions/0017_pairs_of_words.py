"""On PostgreSQL a phrase is found by the pairs of words in it; on both the issuers are found without a look at every release.

The index of words says which passages have all words of a phrase, and each of these was read to see whether they stand in a row:
of "extend the … pipeline" 18,456 for 48. The words of a passage are written anew, so that those from before 0015 are no longer
packed: three minutes for a million statements. SQLite knows the places of words in its index.
Set tracker.store.schema.HEAD to "0017".
"""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

ISSUERS = "ix_releases_issuer_published_on"
# as tracker.store.search_index.pair_number has it: of two words that follow each other a number of two bytes
PAIRS = """
SELECT array_agg(DISTINCT (get_byte(hash, 0) * 256 + get_byte(hash, 1) - 32768)::smallint)
FROM (
    SELECT sha256(convert_to(word || ' ' || lead(word) OVER (ORDER BY place), 'UTF8')) AS hash
    FROM unnest(words) AS held (word, places, weights), unnest(places) AS place
) AS pairs
WHERE hash IS NOT NULL
"""
UP = (
    "ALTER TABLE passage_words RENAME TO passage_words_before",
    "CREATE TABLE passage_words (id INTEGER NOT NULL, words TSVECTOR NOT NULL, pairs SMALLINT[] NOT NULL)",
    "ALTER TABLE passage_words ALTER COLUMN words SET STORAGE EXTERNAL",
    "ALTER TABLE passage_words SET (toast_tuple_target = 8160)",
    f"INSERT INTO passage_words SELECT id, words, coalesce(({PAIRS}), '{{}}') FROM passage_words_before ORDER BY id",
    "DROP TABLE passage_words_before",
    "ALTER TABLE passage_words ADD CONSTRAINT passage_words_pkey PRIMARY KEY (id)",
    "CREATE INDEX ix_passage_words_words ON passage_words USING GIN (words)",
    "CREATE INDEX ix_passage_words_pairs ON passage_words USING GIN (pairs)",
    "ANALYZE passage_words",
)
DOWN = ("ALTER TABLE passage_words DROP COLUMN pairs",)


def upgrade() -> None:
    op.create_index(ISSUERS, "releases", ["issuer", "published_on"])
    _execute(UP)


def downgrade() -> None:
    _execute(DOWN)
    op.drop_index(ISSUERS, table_name="releases")


def _execute(statements: tuple[str, ...]) -> None:
    if op.get_bind().dialect.name == "postgresql":
        for statement in statements:
            op.execute(statement)
