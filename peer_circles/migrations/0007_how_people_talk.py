"""How people talk in a circle becomes a mode. Whether a person reads first stays beside it, under a new name."""

import django.db.models.deletion
from django.db import migrations, models

UNDER_16 = ["10-12", "13-15"]


def name_the_modes(apps, schema_editor):
    Circle = apps.get_model("peer_circles", "Circle")
    Circle.objects.filter(age_band__in=UNDER_16).update(reads_first=True)
    Circle.objects.filter(reads_first=True).update(mode="pre_moderated")
    Circle.objects.filter(reads_first=False).update(mode="open")


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_which_notices_are_wanted"),
        ("peer_circles", "0006_states_and_shifts_of_sessions"),
    ]

    operations = [
        migrations.RenameField("circle", "pre_moderated", "reads_first"),
        migrations.AddField(
            "circle",
            "mode",
            models.CharField(
                choices=[
                    ("pre_moderated", "A person reads first"),
                    ("turns", "One speaks, the others listen"),
                    ("slow", "Slowly"),
                    ("open", "Open: only what seems risky is read first"),
                ],
                default="pre_moderated",
                max_length=13,
            ),
        ),
        migrations.AddField(
            "circle",
            "slowed_by_rule",
            models.BooleanField(default=False, help_text="Nobody chose the present mode: a rule did."),
        ),
        # Backwards, whether a person reads first is all there is to keep: the renamed field has it.
        migrations.RunPython(name_the_modes, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            "circle",
            models.CheckConstraint(
                condition=~models.Q(mode="pre_moderated", reads_first=False) & ~models.Q(mode="open", reads_first=True),
                name="circle_mode_says_who_reads",
            ),
        ),
        migrations.AddConstraint(
            "circle",
            models.CheckConstraint(
                condition=models.Q(reads_first=True) | ~models.Q(age_band__in=UNDER_16),
                name="circle_under_16_is_read_first",
            ),
        ),
        migrations.AddConstraint(
            "circle",
            models.CheckConstraint(
                condition=models.Q(slowed_by_rule=False) | models.Q(mode="slow"), name="circle_rule_only_slows"
            ),
        ),
        migrations.CreateModel(
            name="Turn",
            fields=[
                (
                    "circle",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="turn",
                        serialize=False,
                        to="peer_circles.circle",
                    ),
                ),
                ("ends_at", models.DateTimeField()),
                (
                    "persona",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.persona"
                    ),
                ),
            ],
        ),
    ]
