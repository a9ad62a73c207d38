"""What the staff said in a talk of two can wait for a person again, and comes back in its own place. Going back takes
what waits so away."""

from django.db import migrations


def take_away(apps, schema_editor):
    held_back = apps.get_model("peer_circles", "AsideMessage").objects.filter(state="held", seq__isnull=False)
    held_back.update(state="removed")


class Migration(migrations.Migration):
    dependencies = [("peer_circles", "0020_held_back_keeps_its_place")]

    operations = [
        migrations.RemoveConstraint(model_name="asidemessage", name="aside_message_held_has_no_place"),
        migrations.RunPython(migrations.RunPython.noop, take_away),
    ]
