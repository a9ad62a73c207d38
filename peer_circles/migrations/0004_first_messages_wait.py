"""Anyone's first messages in a circle wait for a person. Who has been heard there already does not begin anew."""

from django.db import migrations, models
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce


def count_what_was_shown(apps, schema_editor):
    Message = apps.get_model("peer_circles", "Message")
    Membership = apps.get_model("peer_circles", "Membership")
    shown = Message.objects.filter(circle=OuterRef("circle"), author=OuterRef("persona"), state="published")
    counted = shown.order_by().values("author").annotate(shown=Count("pk")).values("shown")
    Membership.objects.update(let_through=Coalesce(Subquery(counted), 0))


class Migration(migrations.Migration):
    dependencies = [
        ("peer_circles", "0003_invitations_and_reminders"),
    ]

    operations = [
        migrations.AddField(
            model_name="membership",
            name="let_through",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.RunPython(count_what_was_shown, migrations.RunPython.noop, elidable=True),
    ]
