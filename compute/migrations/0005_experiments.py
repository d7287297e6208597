import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("compute", "0004_topics"),
        ("jobs", "0001_initial"),
        ("papers", "0002_search"),
    ]

    operations = [
        migrations.CreateModel(
            name="LinkState",
            fields=[
                ("experiment", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("state", models.CharField(max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="Upload",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=200)),
                ("bytes", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("content", models.BinaryField()),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name="Run",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("experiment", models.CharField(max_length=64)),
                ("topic", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("parameters", models.JSONField(default=dict)),
                ("seed", models.PositiveIntegerField(default=0)),
                ("result", models.JSONField(default=dict)),
                ("versions", models.JSONField(default=dict)),
                ("machine", models.JSONField(default=dict)),
                ("device", models.CharField(blank=True, default="", max_length=64)),
                ("duration", models.FloatField(blank=True, null=True)),
                ("exit", models.IntegerField(blank=True, null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "job",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="run", to="jobs.job"
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Artifact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("media_type", models.CharField(max_length=100)),
                ("bytes", models.PositiveIntegerField()),
                ("content", models.BinaryField()),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="artifacts", to="compute.run"
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="RunPaper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("why", models.CharField(max_length=300)),
                ("score", models.FloatField()),
                ("chosen", models.BooleanField(default=False)),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="run_links", to="papers.paper"
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="links", to="compute.run"
                    ),
                ),
            ],
            options={
                "ordering": ["-chosen", "-score", "id"],
            },
        ),
        migrations.CreateModel(
            name="ExperimentPaper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("experiment", models.CharField(max_length=64)),
                ("rank", models.PositiveSmallIntegerField()),
                ("why", models.CharField(max_length=300)),
                ("score", models.FloatField()),
                (
                    "paper",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="papers.paper"),
                ),
            ],
            options={
                "ordering": ["experiment", "rank"],
                "constraints": [models.UniqueConstraint(fields=("experiment", "paper"), name="experiment_paper_once")],
            },
        ),
        migrations.AddIndex(
            model_name="run",
            index=models.Index(fields=["-created_at", "id"], name="run_newest"),
        ),
        migrations.AddIndex(
            model_name="run",
            index=models.Index(fields=["experiment", "-created_at"], name="run_of_experiment"),
        ),
        migrations.AddConstraint(
            model_name="artifact",
            constraint=models.UniqueConstraint(fields=("run", "name"), name="artifact_once"),
        ),
        migrations.AddConstraint(
            model_name="runpaper",
            constraint=models.UniqueConstraint(fields=("run", "paper"), name="run_paper_once"),
        ),
    ]
