"""Something shown can wait for a person again, and comes back in its own place. Going back takes what waits so away."""

from django.db import migrations


def take_away(apps, schema_editor):
    held_back = apps.get_model("peer_circles", "Message").objects.filter(state="held", seq__isnull=False)
    held_back.update(state="removed")


class Migration(migrations.Migration):
    dependencies = [("peer_circles", "0019_staff_seen")]

    operations = [
        migrations.RemoveConstraint(model_name="message", name="message_held_has_no_place"),
        migrations.RunPython(migrations.RunPython.noop, take_away),
    ]
