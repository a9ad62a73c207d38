"""Who had a part in what appeals from before are about, and who judged them; and that sanctions can be appealed."""

from django.db import migrations


def write_down(apps, schema_editor):
    Appeal = apps.get_model("moderation", "Appeal")
    PartInAppeal = apps.get_model("moderation", "PartInAppeal")
    for appeal in Appeal.objects.filter(decision__isnull=False).select_related("decision__item").iterator():
        item = appeal.decision.item
        people = {*item.decisions.values_list("decider", flat=True), *item.opinions.values_list("person", flat=True)}
        people.discard(None)
        rows = [PartInAppeal(appeal=appeal, person_id=one) for one in people]
        if appeal.decided_by_id and appeal.decided_by_id not in people:
            rows.append(PartInAppeal(appeal=appeal, person_id=appeal.decided_by_id, judges=True))
        PartInAppeal.objects.bulk_create(rows, ignore_conflicts=True)
    apps.get_model("moderation", "Sanction").objects.filter(redress="ask_a_person").update(redress="appeal")


def take_back(apps, schema_editor):
    """Appeals about sanctions go, and what waited for them waits no more."""
    Appeal = apps.get_model("moderation", "Appeal")
    about = Appeal.objects.filter(sanction__isnull=False)
    for appeal in about.filter(outcome="").select_related("item"):
        item = appeal.item
        item.state, item.decided_at, item.holder, item.held_until = "decided", appeal.created_at, None, None
        item.save(update_fields=["state", "decided_at", "holder", "held_until"])
    about.delete()
    apps.get_model("moderation", "Sanction").objects.filter(redress="appeal").update(redress="ask_a_person")


class Migration(migrations.Migration):
    dependencies = [("moderation", "0020_appeals_about_sanctions")]
    operations = [migrations.RunPython(write_down, take_back)]
