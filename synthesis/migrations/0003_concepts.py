import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("synthesis", "0002_breeding"),
    ]

    operations = [
        migrations.CreateModel(
            name="ConceptTodo",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("paper_key", models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="Concept",
            fields=[
                ("id", models.CharField(max_length=100, primary_key=True, serialize=False)),
                ("label", models.CharField(max_length=300)),
                ("papers", models.PositiveIntegerField(default=0)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("modified_at", models.DateTimeField(auto_now=True)),
                (
                    "merged_into",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="former",
                        to="synthesis.concept",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ConceptForm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("form", models.CharField(max_length=300)),
                ("tag", models.CharField(blank=True, default="", max_length=300)),
                ("papers", models.PositiveIntegerField()),
                ("vector", models.BinaryField(default=bytes)),
                ("near_form", models.CharField(blank=True, default="", max_length=300)),
                ("near_tag", models.CharField(blank=True, default="", max_length=300)),
                ("near_score", models.IntegerField(default=0)),
                (
                    "blocks",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                (
                    "variants",
                    django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None),
                ),
                (
                    "longs",
                    django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None),
                ),
                (
                    "concept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="forms", to="synthesis.concept"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ConceptUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("paper_key", models.CharField(max_length=64)),
                ("form", models.CharField(max_length=300)),
                ("text", models.CharField(max_length=300)),
                ("score", models.FloatField()),
                ("place", models.JSONField(null=True)),
                ("vector", models.BinaryField(default=bytes)),
                ("long_form", models.CharField(blank=True, default="", max_length=300)),
                ("told", models.JSONField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["paper_key"], name="concept_use_by_paper")],
                "constraints": [models.UniqueConstraint(fields=("form", "paper_key"), name="concept_use_once")],
            },
        ),
        migrations.CreateModel(
            name="LedgerEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("action", models.CharField(max_length=8)),
                ("rule", models.CharField(max_length=12)),
                ("left", models.CharField(max_length=300)),
                ("left_tag", models.CharField(blank=True, default="", max_length=300)),
                ("right", models.CharField(max_length=300)),
                ("right_tag", models.CharField(blank=True, default="", max_length=300)),
                ("score", models.FloatField(default=1.0)),
                ("evidence", models.JSONField(default=list)),
                ("decision", models.JSONField(null=True)),
                ("author", models.CharField(blank=True, default="", max_length=150)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "concept",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="ledger",
                        to="synthesis.concept",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="concept",
            index=models.Index(fields=["-papers", "id"], name="concept_by_papers"),
        ),
        migrations.AddIndex(
            model_name="conceptform",
            index=django.contrib.postgres.indexes.GinIndex(
                fastupdate=False, fields=["blocks"], name="concept_form_blocks"
            ),
        ),
        migrations.AddIndex(
            model_name="conceptform",
            index=django.contrib.postgres.indexes.GinIndex(
                fastupdate=False, fields=["variants"], name="concept_form_variants"
            ),
        ),
        migrations.AddIndex(
            model_name="conceptform",
            index=django.contrib.postgres.indexes.GinIndex(
                fastupdate=False, fields=["longs"], name="concept_form_longs"
            ),
        ),
        migrations.AddConstraint(
            model_name="conceptform",
            constraint=models.UniqueConstraint(fields=("form", "tag"), name="concept_form_once"),
        ),
        migrations.AddIndex(
            model_name="ledgerentry",
            index=models.Index(fields=["concept", "id"], name="ledger_by_concept"),
        ),
        migrations.AddIndex(
            model_name="ledgerentry",
            index=models.Index(condition=models.Q(("rule", "user")), fields=["id"], name="ledger_of_people"),
        ),
        # Papers that are there already are read like new ones.
        migrations.RunSQL(
            "INSERT INTO synthesis_concepttodo (paper_key) SELECT key FROM papers_paper", migrations.RunSQL.noop
        ),
    ]
