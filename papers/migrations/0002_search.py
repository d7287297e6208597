import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import pgvector.django.halfvec
import pgvector.django.sparsevec
import pgvector.django.vector
from django.db import migrations, models

# How often each word stem stands in a paper: twice as heavy in the title, half in the authors, who do not count for
# the paper's length. pgvector holds 16,000 places of a vector; a quarter is more than any abstract has.
WORDS = r"""
CREATE FUNCTION papers_words(ids bigint[])
RETURNS TABLE (paper_id bigint, lexeme text, times real, length real, titled boolean)
LANGUAGE sql STABLE
AS $$
SELECT paper.id, word.lexeme, (2 * word.a + word.b + 0.5 * word.c)::real, (2 * word.a + word.b)::real, word.a > 0
FROM papers_paper paper, LATERAL (
  SELECT one.lexeme, cardinality(array_positions(one.weights, 'A')) AS a,
    cardinality(array_positions(one.weights, 'B')) AS b, cardinality(array_positions(one.weights, 'C')) AS c
  FROM unnest(ts_filter(paper.search, '{a,b,c}')) AS one
  ORDER BY cardinality(one.weights) DESC, one.lexeme LIMIT 4000
) AS word
WHERE paper.id = ANY(ids) AND paper.withdrawn_at IS NULL
$$
"""

# BM25's weights (Robertson and Zaragoza 2009, "The Probabilistic Relevance Framework"), k1 = 1.5 and b = 0.75, without
# idf, which the query brings. They rest on the mean length at the time of writing, so when the mean has moved by a
# tenth, every paper is weighed again.
WEIGH = r"""
CREATE FUNCTION papers_weigh(ids bigint[]) RETURNS void
LANGUAGE plpgsql
AS $$
DECLARE
  mean float;
  used float;
BEGIN
  PERFORM pg_advisory_xact_lock(345232139634);
  DELETE FROM papers_paperwords WHERE paper_id = ANY(ids);
  CREATE TEMPORARY TABLE IF NOT EXISTS papers_words_new
    (paper_id bigint, lexeme text, times real, length real, titled boolean) ON COMMIT DELETE ROWS;
  TRUNCATE papers_words_new;
  INSERT INTO papers_words_new SELECT * FROM papers_words(ids);
  ANALYZE papers_words_new;
  INSERT INTO papers_lexeme (text, papers)
    SELECT DISTINCT new.lexeme, 0 FROM papers_words_new AS new
    WHERE NOT EXISTS (SELECT FROM papers_lexeme WHERE text = new.lexeme) ORDER BY 1;
  UPDATE papers_lexeme SET papers = papers + held.n
    FROM (SELECT lexeme, count(*) AS n FROM papers_words_new GROUP BY 1) AS held WHERE text = held.lexeme;
  -- A flush of all tables takes the row along.
  INSERT INTO papers_librarylength (papers, length, pivot)
    SELECT 0, 0, 0 WHERE NOT EXISTS (SELECT FROM papers_librarylength);
  UPDATE papers_librarylength SET papers = papers + new.n, length = papers_librarylength.length + new.length
    FROM (SELECT count(DISTINCT paper_id) AS n, coalesce(sum(length), 0) AS length FROM papers_words_new) AS new;
  SELECT length / greatest(papers, 1), pivot INTO mean, used FROM papers_librarylength;
  IF abs(mean - used) > 0.1 * used THEN
    UPDATE papers_librarylength SET pivot = mean;
    used := mean;
    INSERT INTO papers_words_new
      SELECT * FROM papers_words(ARRAY(SELECT paper_id FROM papers_paperwords));
  END IF;
  -- Papers of which only the authors can be searched have no length.
  used := greatest(used, 1);
  INSERT INTO papers_paperwords (paper_id, lexemes, title, vector, length)
    SELECT paper_id, array_agg(id), coalesce(array_agg(id) FILTER (WHERE titled), '{}'),
      ('{' || string_agg(id || ':' || times * 2.5 / (times + 1.5 * (0.25 + 0.75 * total / used)), ',')
        || '}/1000000000')::sparsevec,
      max(total)
    FROM (
      SELECT new.*, sum(new.length) OVER (PARTITION BY new.paper_id)::real AS total, known.id
      FROM papers_words_new AS new JOIN papers_lexeme AS known ON known.text = new.lexeme
    ) AS weighed
    GROUP BY paper_id
    ON CONFLICT (paper_id) DO UPDATE SET vector = EXCLUDED.vector;
END
$$
"""

# However a paper goes, its words are counted no longer. The lock is the store's, taken before any row of a paper.
FORGET = r"""
CREATE FUNCTION papers_words_gone() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(345232139634);
  UPDATE papers_lexeme SET papers = papers - held.n
    FROM (SELECT place, count(*) AS n FROM gone, unnest(lexemes) AS place GROUP BY 1) AS held WHERE id = held.place;
  UPDATE papers_librarylength SET papers = papers - lost.n, length = papers_librarylength.length - lost.length
    FROM (SELECT count(*) AS n, sum(length) AS length FROM gone) AS lost WHERE lost.n > 0;
  RETURN NULL;
END
$$;
CREATE TRIGGER papers_words_gone AFTER DELETE ON papers_paperwords
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION papers_words_gone();
"""

ALL = """
DO $$
DECLARE
  batch bigint[];
BEGIN
  FOR batch IN
    SELECT array_agg(id) FROM (SELECT id, row_number() OVER (ORDER BY id) / 1000 AS part FROM papers_paper) AS numbered
    GROUP BY part
  LOOP
    PERFORM papers_weigh(batch);
  END LOOP;
END
$$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("papers", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="EncoderSpace",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("encoder", models.CharField(max_length=300, unique=True)),
                ("dim", models.PositiveIntegerField()),
                ("papers", models.PositiveIntegerField(default=0)),
                ("mean", pgvector.django.vector.VectorField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Lexeme",
            fields=[
                ("id", models.AutoField(primary_key=True, serialize=False)),
                ("text", models.TextField(unique=True)),
                ("papers", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="LibraryLength",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("papers", models.PositiveIntegerField(default=0)),
                ("length", models.FloatField(default=0)),
                ("pivot", models.FloatField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="PaperWords",
            fields=[
                (
                    "paper",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="words",
                        serialize=False,
                        to="papers.paper",
                    ),
                ),
                ("lexemes", django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
                ("title", django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
                ("vector", pgvector.django.sparsevec.SparseVectorField(dimensions=1000000000)),
                ("length", models.FloatField()),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["lexemes"], name="paper_words_lexemes"),
                    django.contrib.postgres.indexes.GinIndex(fields=["title"], name="paper_words_title"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaperEmbedding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("encoder", models.CharField(max_length=300)),
                ("vector", pgvector.django.halfvec.HalfVectorField()),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="embeddings", to="papers.paper"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("paper", "encoder"), name="paper_embedding_once")],
            },
        ),
        migrations.RunSQL(WORDS, "DROP FUNCTION papers_words(bigint[])"),
        migrations.RunSQL(WEIGH, "DROP FUNCTION papers_weigh(bigint[])"),
        migrations.RunSQL(
            FORGET, "DROP TRIGGER papers_words_gone ON papers_paperwords; DROP FUNCTION papers_words_gone()"
        ),
        migrations.RunSQL(ALL, migrations.RunSQL.noop),
    ]
