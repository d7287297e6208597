import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("papers", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Term",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "method",
                    models.CharField(
                        choices=[("classic", "Classic"), ("given", "Given"), ("model", "Model")], max_length=10
                    ),
                ),
                ("rank", models.PositiveSmallIntegerField()),
                ("text", models.CharField(max_length=300)),
                ("normal", models.CharField(max_length=300)),
                ("score", models.FloatField()),
                ("count", models.PositiveIntegerField(default=0)),
                ("spans", models.JSONField(default=list)),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="terms", to="papers.paper"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["normal", "paper"], name="term_normal")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("paper", "version", "method", "rank"), name="term_rank_once", nulls_distinct=False
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("score__gte", 0), ("score__lte", 1)), name="term_score_0_to_1"
                    ),
                ],
            },
        ),
    ]
