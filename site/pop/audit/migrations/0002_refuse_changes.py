"""The database itself refuses to change, delete or empty the audit log (SG-59, SEC-61)."""

from django.db import migrations

CREATE = {
    "sqlite": [
        """CREATE TRIGGER audit_entry_not_changed BEFORE UPDATE ON audit_auditentry
        BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END""",
        """CREATE TRIGGER audit_entry_not_deleted BEFORE DELETE ON audit_auditentry
        BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END""",
        # INSERT OR REPLACE deletes without asking the trigger above.
        """CREATE TRIGGER audit_entry_not_replaced BEFORE INSERT ON audit_auditentry
        WHEN EXISTS (SELECT 1 FROM audit_auditentry WHERE sequence = NEW.sequence)
        BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END""",
    ],
    "postgresql": [
        """CREATE FUNCTION audit_refuse_changes() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
        """CREATE TRIGGER audit_entry_not_changed BEFORE UPDATE OR DELETE ON audit_auditentry
        FOR EACH ROW EXECUTE FUNCTION audit_refuse_changes()""",
        """CREATE TRIGGER audit_entry_not_emptied BEFORE TRUNCATE ON audit_auditentry
        FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_changes()""",
    ],
}
DROP = {
    "sqlite": [
        "DROP TRIGGER IF EXISTS audit_entry_not_changed",
        "DROP TRIGGER IF EXISTS audit_entry_not_deleted",
        "DROP TRIGGER IF EXISTS audit_entry_not_replaced",
    ],
    "postgresql": [
        "DROP TRIGGER IF EXISTS audit_entry_not_changed ON audit_auditentry",
        "DROP TRIGGER IF EXISTS audit_entry_not_emptied ON audit_auditentry",
        "DROP FUNCTION IF EXISTS audit_refuse_changes()",
    ],
}


def forwards(apps, schema_editor):
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    for statement in DROP[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
