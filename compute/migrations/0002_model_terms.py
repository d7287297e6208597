import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("compute", "0001_initial"),
    ]

    operations = [
        migrations.AddField("term", "vector", models.BinaryField(blank=True, default=bytes)),
        migrations.AddField("term", "long_form", models.CharField(blank=True, default="", max_length=300)),
        migrations.CreateModel(
            name="Extracted",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("extractor", models.CharField(max_length=200)),
                (
                    "paper",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="extracted", to="papers.paper"
                    ),
                ),
            ],
        ),
    ]
