"""Breaks and weekly opening hours; boards are slow and read first, also those that were not until now."""

import datetime
import uuid

import django.db.models.deletion
from django.db import migrations, models


def slow_boards_down(apps, schema_editor):
    boards = apps.get_model("peer_circles", "Circle").objects.filter(format="board")
    boards.update(mode="slow", reads_first=True, slowed_by_rule=False)


class Migration(migrations.Migration):

    dependencies = [
        ('peer_circles', '0009_answers_and_questions_without_a_name'),
        ('realtime', '0001_rooms_and_their_streams'),
    ]

    operations = [
        migrations.CreateModel(
            name='OpeningHours',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('weekday', models.PositiveSmallIntegerField(choices=[(0, 'Monday'), (1, 'Tuesday'), (2, 'Wednesday'), (3, 'Thursday'), (4, 'Friday'), (5, 'Saturday'), (6, 'Sunday')])),
                ('opens', models.TimeField()),
                ('closes', models.TimeField()),
            ],
            options={
                'verbose_name_plural': 'opening hours',
                'ordering': ['weekday', 'opens'],
            },
        ),
        migrations.CreateModel(
            name='Pause',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('first_day', models.DateField()),
                ('days', models.PositiveSmallIntegerField()),
                ('instead', models.CharField(max_length=200)),
                ('created_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['first_day', 'id'],
            },
        ),
        migrations.RunPython(slow_boards_down, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            model_name='circle',
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("format", "board"), _negated=True),
                    models.Q(("mode", "slow"), ("reads_first", True)),
                    _connector="OR",
                ),
                name="board_is_slow_and_read_first",
            ),
        ),
        migrations.AddField(
            model_name='openinghours',
            name='circle',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='opening_hours', to='peer_circles.circle'),
        ),
        migrations.AddField(
            model_name='pause',
            name='circle',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='pauses', to='peer_circles.circle'),
        ),
        migrations.AddConstraint(
            model_name='openinghours',
            constraint=models.CheckConstraint(condition=models.Q(('weekday__gte', 0), ('weekday__lte', 6)), name='opening_hours_day_of_week'),
        ),
        migrations.AddConstraint(
            model_name='openinghours',
            constraint=models.CheckConstraint(condition=models.Q(('closes__gt', models.F('opens')), ('closes__lte', datetime.time(22, 0)), ('opens__gte', datetime.time(7, 0))), name='opening_hours_by_day'),
        ),
        migrations.AddConstraint(
            model_name='openinghours',
            constraint=models.UniqueConstraint(fields=('circle', 'weekday', 'opens'), name='opening_hours_once'),
        ),
        migrations.AddIndex(
            model_name='pause',
            index=models.Index(fields=['first_day'], name='pauses_by_day'),
        ),
        migrations.AddConstraint(
            model_name='pause',
            constraint=models.CheckConstraint(condition=models.Q(('days__gte', 1), ('days__lte', 14)), name='pause_is_short'),
        ),
        migrations.AddConstraint(
            model_name='pause',
            constraint=models.CheckConstraint(condition=models.Q(('instead', ''), _negated=True), name='pause_names_what_there_is'),
        ),
    ]
