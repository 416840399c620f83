"""The database keeps a case's life: only allowed moves, a history and evidence nobody rewrites.

The pairs are those of `payments.cases.transitions` as of this migration; whoever changes the table
there replaces the function in a new migration (a test compares the two).
"""

from django.db import migrations

MOVES = """
CREATE FUNCTION case_status_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.status, NEW.status) NOT IN (
        ('open', 'offered'), ('open', 'review'), ('open', 'returning'), ('open', 'refunded'),
        ('open', 'withdrawn'),
        ('offered', 'partly'), ('offered', 'review'), ('offered', 'withdrawn'),
        ('review', 'decided'), ('review', 'withdrawn'),
        ('decided', 'appealed'), ('decided', 'returning'), ('decided', 'refunded'),
        ('decided', 'partly'), ('decided', 'denied'),
        ('appealed', 'returning'), ('appealed', 'refunded'), ('appealed', 'partly'),
        ('appealed', 'denied'),
        ('returning', 'returned'), ('returning', 'review'), ('returning', 'refunded'),
        ('returning', 'denied'), ('returning', 'withdrawn'),
        ('returned', 'refunded'), ('returned', 'review')
    ) THEN
        RAISE EXCEPTION 'case %: % may not become %', OLD.id, OLD.status, NEW.status
            USING ERRCODE = 'check_violation', CONSTRAINT = 'case_status_moves';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER case_status_moves BEFORE UPDATE OF status ON payments_case
    FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status)
    EXECUTE FUNCTION case_status_moves();
"""

# A member who is deleted leaves their name out of the history.
KEPT = """
CREATE FUNCTION case_papers_are_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(OLD) - 'actor_id' = to_jsonb(NEW) - 'actor_id'
        AND (to_jsonb(NEW) ->> 'actor_id') IS NULL
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% of % is refused: it is append-only', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'case_papers_are_kept';
END $$;
"""
GUARD = """
CREATE TRIGGER case_papers_are_kept BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION case_papers_are_kept();
"""
TABLES = [
    "payments_casemove",
    "payments_casemessage",
    "payments_casedecision",
    "payments_saleevidence",
]

UNDO = "".join(f"DROP TRIGGER case_papers_are_kept ON {table};" for table in TABLES) + (
    "DROP TRIGGER case_status_moves ON payments_case;"
    "DROP FUNCTION case_papers_are_kept, case_status_moves;"
)


class Migration(migrations.Migration):
    dependencies = [("payments", "0013_cases")]

    operations = [
        migrations.RunSQL(
            MOVES + KEPT + "".join(GUARD.format(table=table) for table in TABLES), UNDO
        )
    ]
