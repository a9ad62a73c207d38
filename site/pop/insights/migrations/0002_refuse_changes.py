"""The database itself refuses to change, delete or empty what was published (SG-61)."""

from django.db import migrations

TABLES = ("insights_release", "insights_publishedcount")
SAYS = "what was published does not change"


def _sqlite(table):
    return [
        *(
            f"CREATE TRIGGER {table}_not_{done} BEFORE {what} ON {table} BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
            for done, what in (("changed", "UPDATE"), ("deleted", "DELETE"))
        ),
        # INSERT OR REPLACE deletes without asking the trigger above.
        f"""CREATE TRIGGER {table}_not_replaced BEFORE INSERT ON {table}
        WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, '{SAYS}'); END""",
    ]


def _postgresql(table):
    return [
        f"""CREATE TRIGGER {table}_not_changed BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION insights_refuse_changes()""",
        f"""CREATE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION insights_refuse_changes()""",
    ]


CREATE = {
    "sqlite": [statement for table in TABLES for statement in _sqlite(table)],
    "postgresql": [
        f"""CREATE FUNCTION insights_refuse_changes() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
        *(statement for table in TABLES for statement in _postgresql(table)),
    ],
}
DROP = {
    "sqlite": [
        f"DROP TRIGGER IF EXISTS {table}_not_{done}" for table in TABLES for done in ("changed", "deleted", "replaced")
    ],
    "postgresql": [
        *(f"DROP TRIGGER IF EXISTS {table}_not_{done} ON {table}" for table in TABLES for done in ("changed", "emptied")),
        "DROP FUNCTION IF EXISTS insights_refuse_changes()",
    ],
}


def forwards(apps, schema_editor):
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    for statement in DROP[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("insights", "0001_releases_and_their_numbers")]
    operations = [migrations.RunPython(forwards, backwards)]
