from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Projection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token", models.CharField(max_length=32)),
                ("hash", models.CharField(blank=True, default="", max_length=32)),
                ("nodes", models.BigIntegerField(default=0)),
                ("edges", models.BigIntegerField(default=0)),
                ("building", models.BooleanField(default=False)),
                ("changed_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="projection_only_one"),
                ],
            },
        ),
    ]
