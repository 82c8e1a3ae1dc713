import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import openmso.foundation.models.records


class Migration(migrations.Migration):
    dependencies = [
        ("care", "0006_treatments"),
        ("foundation", "0004_answered_by"),
        ("workforce", "0005_presence"),
    ]

    operations = [
        migrations.CreateModel(
            name="BrokenGlass",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        db_default=openmso.foundation.models.records.UuidV7(),
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("code", models.CharField(max_length=200)),
                ("position", models.PositiveIntegerField(default=0)),
                (
                    "procedures",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200), size=None
                    ),
                ),
                ("at", models.DateTimeField()),
                ("told_at", models.DateTimeField(blank=True, null=True)),
                ("reviewed_at", models.DateTimeField(blank=True, null=True)),
                ("verdict", models.CharField(blank=True, max_length=200)),
                (
                    "director",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workforce.person",
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="foundation.network"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="workforce.person"
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workforce.person",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="care.visit"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="GlassReason",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        db_default=openmso.foundation.models.records.UuidV7(),
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("code", models.CharField(max_length=200)),
                ("position", models.PositiveIntegerField(default=0)),
                ("sealed", models.BinaryField()),
                (
                    "glass",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="care.brokenglass"
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="foundation.network"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Passage",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        db_default=openmso.foundation.models.records.UuidV7(),
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("code", models.CharField(max_length=200)),
                ("position", models.PositiveIntegerField(default=0)),
                ("stage", models.CharField(max_length=200)),
                ("procedure", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("outcome", models.CharField(max_length=200)),
                (
                    "wanting",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200), default=list, size=None
                    ),
                ),
                ("chain", models.JSONField()),
                ("facts_digest", models.CharField(max_length=64)),
                ("law_digest", models.CharField(max_length=64)),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="foundation.network"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="workforce.person"
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="care.visit"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="brokenglass",
            index=models.Index(
                condition=models.Q(("reviewed_at__isnull", True)),
                fields=["network", "at"],
                name="brokenglass_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="brokenglass",
            constraint=models.UniqueConstraint(fields=("network", "code"), name="brokenglass_code"),
        ),
        migrations.AddConstraint(
            model_name="glassreason",
            constraint=models.UniqueConstraint(fields=("network", "code"), name="glassreason_code"),
        ),
        migrations.AddIndex(
            model_name="passage",
            index=models.Index(fields=["network", "visit", "-at"], name="passage_of_visit"),
        ),
        migrations.AddConstraint(
            model_name="passage",
            constraint=models.UniqueConstraint(fields=("network", "code"), name="passage_code"),
        ),
    ]
