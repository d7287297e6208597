import datetime

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
from django.db import migrations, models
from pgvector.django import VectorExtension

import papers.models

# Immutable, since an index rests on it; `papers.folding.fold` is its twin in Python. Most text is ASCII and skips
# the costly part.
FOLD = r"""
CREATE OR REPLACE FUNCTION papers_fold(value text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$
SELECT CASE
  WHEN octet_length(value) = length(value) THEN value
  ELSE translate(regexp_replace(normalize(value, NFKD), '[\u0300-\u036f]', '', 'g'), 'øØłŁđĐıß', 'oOlLdDis')
END
$$
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        VectorExtension(),
        migrations.RunSQL(FOLD, "DROP FUNCTION papers_fold(text)"),
        migrations.CreateModel(
            name="Collection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("description", models.TextField(blank=True, default="")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("modified_at", models.DateTimeField(auto_now=True)),
            ],
        ),
        migrations.CreateModel(
            name="SavedSearch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("scope", models.CharField(choices=[("library", "Library"), ("arxiv", "Arxiv")], max_length=10)),
                ("query", models.JSONField(default=dict)),
                ("interval_hours", models.PositiveSmallIntegerField(default=24)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("last_run_at", models.DateTimeField(blank=True, null=True)),
                ("asked_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Paper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=64, unique=True)),
                ("arxiv_id", models.CharField(blank=True, max_length=64, null=True, unique=True)),
                ("version", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("title", models.TextField()),
                ("abstract", models.TextField(blank=True, default="")),
                ("authors", models.JSONField(default=list)),
                ("authors_text", models.TextField(blank=True, default="")),
                (
                    "categories",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=64), blank=True, default=list, size=None
                    ),
                ),
                ("primary_category", models.CharField(blank=True, default="", max_length=64)),
                ("published", models.DateTimeField(blank=True, null=True)),
                ("updated", models.DateTimeField(blank=True, null=True)),
                ("doi", models.CharField(blank=True, default="", max_length=500)),
                ("journal_ref", models.TextField(blank=True, default="")),
                ("comment", models.TextField(blank=True, default="")),
                ("source", models.CharField(default="arxiv", max_length=20)),
                ("given", models.JSONField(blank=True, null=True)),
                ("match_key", models.CharField(blank=True, db_index=True, default="", max_length=64)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("modified_at", models.DateTimeField(auto_now=True)),
                (
                    "dated",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.comparison.Coalesce(
                            "published",
                            models.Value(datetime.datetime(1, 1, 1, 0, 0, tzinfo=datetime.UTC), models.DateTimeField()),
                        ),
                        output_field=models.DateTimeField(),
                    ),
                ),
                (
                    "title_order",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.text.Substr(
                            django.db.models.functions.text.Lower("title"), 1, 200
                        ),
                        output_field=models.TextField(),
                    ),
                ),
                (
                    "search",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.CombinedSearchVector(
                            django.contrib.postgres.search.CombinedSearchVector(
                                django.contrib.postgres.search.CombinedSearchVector(
                                    django.contrib.postgres.search.SearchVector(
                                        papers.models.Fold("title"), config="english", weight="A"
                                    ),
                                    "||",
                                    django.contrib.postgres.search.SearchVector(
                                        papers.models.Fold("abstract"), config="english", weight="B"
                                    ),
                                    django.contrib.postgres.search.SearchConfig("english"),
                                ),
                                "||",
                                django.contrib.postgres.search.SearchVector(
                                    "authors_text", config="english", weight="C"
                                ),
                                django.contrib.postgres.search.SearchConfig("english"),
                            ),
                            "||",
                            django.contrib.postgres.search.SearchVector("authors_text", config="simple", weight="D"),
                            django.contrib.postgres.search.SearchConfig("english"),
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["dated", "key"], name="paper_dated"),
                    models.Index(fields=["created_at", "key"], name="paper_created"),
                    models.Index(fields=["title_order", "key"], name="paper_title"),
                    django.contrib.postgres.indexes.GinIndex(fields=["search"], name="paper_search"),
                    django.contrib.postgres.indexes.GinIndex(fields=["categories"], name="paper_categories"),
                    models.Index(
                        django.db.models.functions.text.Lower("doi"),
                        condition=models.Q(("doi", ""), _negated=True),
                        name="paper_doi",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("added_at", models.DateTimeField(auto_now_add=True)),
                ("collection", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="papers.collection")),
                ("paper", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="papers.paper")),
            ],
        ),
        migrations.CreateModel(
            name="KeyRedirect",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("old_key", models.CharField(max_length=64, unique=True)),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="old_keys", to="papers.paper"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="collection",
            name="papers",
            field=models.ManyToManyField(related_name="collections", through="papers.Membership", to="papers.paper"),
        ),
        migrations.CreateModel(
            name="PaperVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("title", models.TextField()),
                ("abstract", models.TextField(blank=True, default="")),
                ("updated_at", models.DateTimeField(blank=True, null=True)),
                ("stored_at", models.DateTimeField(auto_now_add=True)),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="older_versions", to="papers.paper"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SavedSearchHit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=64)),
                ("title", models.TextField()),
                ("found_at", models.DateTimeField(auto_now_add=True)),
                ("seen", models.BooleanField(default=False)),
                (
                    "search",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="hits", to="papers.savedsearch"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Tag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60)),
                ("papers", models.ManyToManyField(related_name="tags", to="papers.paper")),
            ],
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(fields=("collection", "paper"), name="membership_once"),
        ),
        migrations.AddConstraint(
            model_name="collection",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("name"), name="collection_name_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="paperversion",
            constraint=models.UniqueConstraint(
                fields=("paper", "version"), name="paper_version_once", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="savedsearchhit",
            constraint=models.UniqueConstraint(fields=("search", "key"), name="saved_search_hit_once"),
        ),
        migrations.AddConstraint(
            model_name="tag",
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower("name"), name="tag_name_once"),
        ),
    ]
