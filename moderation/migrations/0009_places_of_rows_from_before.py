from django.db import migrations

CHUNK = 2_000


def fill(apps, schema_editor):
    """Items from before there were places stand where they would: severe first, then by their age."""
    items = apps.get_model("moderation", "QueueItem").objects
    while rows := list(items.filter(place=0).only("severity", "created_at")[:CHUNK]):
        for row in rows:
            row.place = (3 - row.severity) * 10**16 + int(row.created_at.timestamp() * 1_000_000)
        items.bulk_update(rows, ["place"])


class Migration(migrations.Migration):
    dependencies = [("moderation", "0008_clocks_folds_and_indexes")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
