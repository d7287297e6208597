"""What a merge tells beside its tree."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("synthesis", "0005_tree_name")]

    operations = [
        migrations.AddField(model_name="synthesisversion", name="told", field=models.JSONField(default=dict)),
    ]
