"""Every item about something in a circle says so, as new ones do: facilitators find theirs by it."""

from django.db import migrations
from django.db.models import OuterRef, Subquery

# Kind of item: the model it is about, and the way from there to the circle.
KINDS = {
    "circle_message": ("Message", "circle"),
    "circle_check_in": ("CheckIn", "session__circle"),
    "circle_help_call": ("Aside", "circle"),
}


def fill(apps, schema_editor):
    items = apps.get_model("moderation", "QueueItem").objects.filter(stands_in=None)
    for kind, (model, circle) in KINDS.items():
        about = apps.get_model("peer_circles", model).objects.filter(pk=OuterRef("subject_id"))
        items.filter(kind=kind).update(stands_in=Subquery(about.values(circle)[:1]))


class Migration(migrations.Migration):
    dependencies = [
        ("peer_circles", "0021_talks_of_two_held_back"),
        ("moderation", "0022_where_items_stand"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
