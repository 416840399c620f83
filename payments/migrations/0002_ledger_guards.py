"""The database keeps the ledger: balanced at commit, and append-only for everybody."""

from django.db import migrations

BALANCED = """
CREATE FUNCTION ledger_transfer_is_balanced() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    subject bigint := (to_jsonb(NEW) ->> TG_ARGV[0])::bigint;
    lines bigint;
    cents numeric;
BEGIN
    SELECT count(*), COALESCE(sum(amount_cents), 0) INTO lines, cents
    FROM payments_entry WHERE transfer_id = subject;
    IF lines < 2 OR cents <> 0 THEN
        RAISE EXCEPTION 'transfer % has % entries that sum to %', subject, lines, cents
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_transfer_is_balanced';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER ledger_transfer_is_balanced AFTER INSERT ON payments_transfer
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_transfer_is_balanced('id');
CREATE CONSTRAINT TRIGGER ledger_transfer_is_balanced AFTER INSERT ON payments_entry
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION ledger_transfer_is_balanced('transfer_id');
"""

# A test database is emptied between tests that commit: only there ("test_…"), and only for a session
# that says so, TRUNCATE passes. Nothing opens this door in a database of another name.
APPEND_ONLY = """
CREATE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' AND current_database() LIKE 'test\\_%'
        AND current_setting('ledger.test_may_truncate', true) = 'yes' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION '% of % is refused: the ledger is append-only', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
"""

GUARD = """
CREATE TRIGGER ledger_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();
ALTER TABLE {table} ENABLE ALWAYS TRIGGER ledger_is_append_only;
"""
TABLES = ["payments_account", "payments_transfer", "payments_entry"]

UNDO = "".join(f"DROP TRIGGER ledger_is_append_only ON {table};" for table in TABLES) + (
    "DROP TRIGGER ledger_transfer_is_balanced ON payments_entry;"
    "DROP TRIGGER ledger_transfer_is_balanced ON payments_transfer;"
    "DROP FUNCTION ledger_is_append_only, ledger_transfer_is_balanced;"
)


class Migration(migrations.Migration):
    dependencies = [("payments", "0001_initial")]

    operations = [
        migrations.RunSQL(
            BALANCED + APPEND_ONLY + "".join(GUARD.format(table=table) for table in TABLES), UNDO
        )
    ]
