"""Saved views of the graph."""

from django.db import migrations, models

import graph.view_models


class Migration(migrations.Migration):
    dependencies = [("graph", "0001_projection")]

    operations = [
        migrations.CreateModel(
            name="GraphView",
            fields=[
                (
                    "short",
                    models.CharField(
                        default=graph.view_models.short_name,
                        editable=False,
                        max_length=8,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("state", models.JSONField()),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "indexes": [models.Index(fields=["-created_at", "short"], name="graph_view_by_age")],
            },
        ),
    ]
