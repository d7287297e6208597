"""Who made a version of a synthesis, and the edits that it carries."""

import django.db.models.deletion
from django.db import migrations, models

KINDS = [("merged", "Merged"), ("edited", "Edited"), ("kept", "Kept"), ("restored", "Restored")]


class Migration(migrations.Migration):
    dependencies = [("synthesis", "0003_concepts")]

    operations = [
        migrations.AddField(
            model_name="synthesisversion",
            name="kind",
            field=models.CharField(choices=KINDS, default="merged", max_length=8),
        ),
        migrations.AddField(
            model_name="synthesisversion",
            name="author",
            field=models.CharField(blank=True, default="", max_length=150),
        ),
        migrations.AddField(
            model_name="synthesisversion",
            name="base",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="edited",
                to="synthesis.synthesisversion",
            ),
        ),
        migrations.AddField(
            model_name="synthesisversion",
            name="edits",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="synthesisversion",
            name="restored",
            field=models.PositiveIntegerField(null=True),
        ),
    ]
