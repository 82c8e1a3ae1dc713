import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import openmso.foundation.models.records


class Migration(migrations.Migration):
    dependencies = [
        ("care", "0005_exams"),
        ("foundation", "0004_answered_by"),
        ("workforce", "0005_presence"),
    ]

    operations = [
        migrations.CreateModel(
            name="Note",
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
                ("signed_at", models.DateTimeField()),
                (
                    "adds_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="care.note",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="workforce.person"
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="foundation.network"
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="care.patient"
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
            name="Photo",
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
                ("view", models.CharField(max_length=200)),
                ("area", models.CharField(blank=True, max_length=200)),
                ("media", models.CharField(max_length=200)),
                ("sealed", models.BinaryField()),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="foundation.network"
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="care.patient"
                    ),
                ),
                (
                    "taken_by",
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
        migrations.CreateModel(
            name="Treatment",
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
                ("procedure", models.CharField(max_length=200)),
                ("product", models.CharField(blank=True, max_length=200)),
                ("lot", models.CharField(blank=True, max_length=100)),
                ("expires", models.DateField(blank=True, null=True)),
                ("sealed", models.BinaryField()),
                ("at", models.DateTimeField()),
                ("signed_at", models.DateTimeField()),
                ("act", models.CharField(blank=True, max_length=200)),
                (
                    "consent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="care.consent",
                    ),
                ),
                (
                    "exam",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="care.exam",
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="foundation.network"
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="care.order",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="care.patient"
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
            model_name="note",
            index=models.Index(fields=["network", "patient", "-signed_at"], name="note_of_patient"),
        ),
        migrations.AddConstraint(
            model_name="note",
            constraint=models.UniqueConstraint(fields=("network", "code"), name="note_code"),
        ),
        migrations.AddIndex(
            model_name="photo",
            index=models.Index(fields=["network", "position", "code"], name="photo_in_order"),
        ),
        migrations.AddIndex(
            model_name="photo",
            index=models.Index(fields=["network", "patient"], name="photo_of_patient"),
        ),
        migrations.AddConstraint(
            model_name="photo",
            constraint=models.UniqueConstraint(fields=("network", "code"), name="photo_code"),
        ),
        migrations.AddIndex(
            model_name="treatment",
            index=models.Index(fields=["network", "patient", "-at"], name="treatment_of_patient"),
        ),
        migrations.AddIndex(
            model_name="treatment",
            index=models.Index(fields=["network", "lot"], name="treatment_of_lot"),
        ),
        migrations.AddConstraint(
            model_name="treatment",
            constraint=models.UniqueConstraint(fields=("network", "code"), name="treatment_code"),
        ),
        migrations.AddConstraint(
            model_name="treatment",
            constraint=models.UniqueConstraint(fields=("visit", "procedure"), name="treatment_once_a_visit"),
        ),
    ]
