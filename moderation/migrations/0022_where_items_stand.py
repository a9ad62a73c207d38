"""What an item stands in, by which facilitators find theirs."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("moderation", "0021_who_had_a_part_and_redress")]

    operations = [
        migrations.AddField("queueitem", "stands_in", models.UUIDField(editable=False, null=True)),
        migrations.AddIndex(
            "queueitem",
            models.Index(
                condition=models.Q(("decided_at__isnull", True)),
                fields=["stands_in", "place", "id"],
                name="queue_of_keepers",
            ),
        ),
    ]
