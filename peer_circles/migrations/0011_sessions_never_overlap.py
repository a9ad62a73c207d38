"""PostgreSQL itself refuses two sessions of one circle at one time. The action, which holds the circle's row, has always
refused them; on SQLite, where writers come one after the other, it does so alone.

A circle is compared as a range of one number made of its id: ranges need no extension, which hosts often do not offer.
Two circles with the same number (one pair in 2^64) could only keep each other from meeting at the same time.
"""

from django.db import migrations

ADD = """
ALTER TABLE peer_circles_circlesession ADD CONSTRAINT sessions_never_overlap EXCLUDE USING gist (
    numrange(hashtextextended(circle_id::text, 0)::numeric, hashtextextended(circle_id::text, 0)::numeric, '[]') WITH &&,
    tstzrange(starts_at, ends_at) WITH &&
) WHERE (cancelled_at IS NULL)
"""
DROP = "ALTER TABLE peer_circles_circlesession DROP CONSTRAINT sessions_never_overlap"


def add(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(ADD)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(DROP)


class Migration(migrations.Migration):
    dependencies = [("peer_circles", "0010_pauses_and_opening_hours")]

    operations = [migrations.RunPython(add, drop)]
