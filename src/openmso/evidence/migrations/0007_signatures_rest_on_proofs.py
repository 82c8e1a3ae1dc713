import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("evidence", "0006_in_order"),
        ("foundation", "0002_access"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="signature", name="signature_rests_on_a_proof_of_who_signed"),
        migrations.RemoveField(model_name="signature", name="step_up"),
        migrations.AddField(
            model_name="signature",
            name="step_up",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="foundation.stepup"
            ),
        ),
    ]
