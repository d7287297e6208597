import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("compute", "0003_near_duplicates"),
    ]

    operations = [
        migrations.CreateModel(
            name="Organization",
            fields=[
                ("slug", models.CharField(max_length=100, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=100)),
                ("place", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("focus", models.CharField(blank=True, default="", max_length=200)),
                ("words", models.TextField(blank=True, default="")),
                ("line", models.PositiveIntegerField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Topic",
            fields=[
                ("number", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ("slug", models.CharField(max_length=100, unique=True)),
                ("title", models.CharField(max_length=200)),
                ("summary", models.TextField()),
                ("said", models.JSONField(default=list)),
                ("urls", models.JSONField(default=list)),
                ("centres", models.JSONField(default=list)),
                ("terms", models.JSONField(default=list)),
            ],
        ),
        migrations.CreateModel(
            name="Skill",
            fields=[
                ("slug", models.CharField(max_length=100, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=100)),
                ("place", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "topic",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="skills",
                        to="compute.topic",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SkillStatement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rank", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("quotes", models.JSONField(default=list)),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="statements",
                        to="compute.organization",
                    ),
                ),
                (
                    "skill",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="statements", to="compute.skill"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("organization", "skill"), name="skill_statement_once")],
            },
        ),
        migrations.CreateModel(
            name="SkillCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("count", models.PositiveIntegerField()),
                ("source", models.CharField(max_length=300)),
                ("date", models.DateField()),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="counts", to="compute.organization"
                    ),
                ),
                (
                    "skill",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="counts", to="compute.skill"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("organization", "skill", "date", "source"), name="skill_count_once")
                ],
            },
        ),
    ]
