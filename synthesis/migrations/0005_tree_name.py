"""A person's own name of a child tree."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("synthesis", "0004_edits")]

    operations = [
        migrations.AddField(
            model_name="tree",
            name="name",
            field=models.CharField(blank=True, default="", max_length=200),
        ),
    ]
