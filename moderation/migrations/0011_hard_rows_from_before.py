"""What waits already is marked as what comes from now on: where screening or a flag points at harm."""

from django.db import migrations

STEPS = {"care", "lure", "asked"}
REASONS = {("unkind", "threat"), ("unkind", "hate")}
FLAGS = ["unsafe", "worried", "sexual"]


def mark(apps, schema_editor):
    items = apps.get_model("moderation", "QueueItem").objects.filter(decided_at__isnull=True)
    items.filter(pk__in=apps.get_model("moderation", "Flag").objects.filter(reason__in=FLAGS).values("item")).update(
        is_sensitive=True
    )
    waiting = items.filter(is_sensitive=False).exclude(reasons=[]).values_list("pk", "reasons")
    marked = []
    for pk, reasons in waiting.iterator(chunk_size=2000):
        if any(why["step"] in STEPS or (why["step"], why["code"]) in REASONS for why in reasons):
            marked.append(pk)
    for start in range(0, len(marked), 500):
        items.filter(pk__in=marked[start : start + 500]).update(is_sensitive=True)


class Migration(migrations.Migration):
    dependencies = [("moderation", "0010_shifts_and_what_is_hard")]

    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
