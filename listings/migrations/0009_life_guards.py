"""The database keeps a listing's life: only allowed moves, and histories nobody rewrites.

The pairs are those of `listings.transitions` as of this migration; whoever changes the table there
replaces the function in a new migration (a test compares the two).
"""

from django.db import migrations

MOVES = """
CREATE FUNCTION listing_status_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.status, NEW.status) NOT IN (
        ('draft', 'available'),
        ('available', 'reserved'), ('available', 'sold'), ('available', 'not_for_sale'),
        ('available', 'removed'),
        ('reserved', 'available'), ('reserved', 'sold'), ('reserved', 'removed'),
        ('sold', 'available'), ('sold', 'not_for_sale'),
        ('not_for_sale', 'available'), ('not_for_sale', 'removed'),
        ('removed', 'available'), ('removed', 'not_for_sale')
    ) THEN
        RAISE EXCEPTION 'listing %: % may not become %', OLD.id, OLD.status, NEW.status
            USING ERRCODE = 'check_violation', CONSTRAINT = 'listing_status_moves';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER listing_status_moves BEFORE UPDATE OF status ON listings_listing
    FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status)
    EXECUTE FUNCTION listing_status_moves();
"""

# Deleting a listing deletes its history first, so that only at commit can be told whether the
# listing went with it. TRUNCATE empties whole databases and is left to those who may.
HISTORY = """
CREATE FUNCTION listing_history_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND NOT EXISTS (
        SELECT 1 FROM listings_listing WHERE id = OLD.listing_id
    ) THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'listings_listingtransition'
        AND to_jsonb(OLD) - 'actor_id' = to_jsonb(NEW) - 'actor_id'
        AND to_jsonb(NEW) ->> 'actor_id' IS NULL
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% of % is refused: it is append-only', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'listing_history_is_kept';
END $$;
"""

GUARD = """
CREATE TRIGGER listing_history_is_kept BEFORE UPDATE ON {table}
    FOR EACH ROW EXECUTE FUNCTION listing_history_is_kept();
CREATE CONSTRAINT TRIGGER listing_history_goes_with_its_listing AFTER DELETE ON {table}
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION listing_history_is_kept();
"""
TABLES = ["listings_pricechange", "listings_listingtransition"]

UNDO = "".join(
    f"DROP TRIGGER listing_history_is_kept ON {table};"
    f"DROP TRIGGER listing_history_goes_with_its_listing ON {table};"
    for table in TABLES
) + (
    "DROP FUNCTION listing_history_is_kept;"
    "DROP TRIGGER listing_status_moves ON listings_listing; DROP FUNCTION listing_status_moves;"
)


class Migration(migrations.Migration):
    dependencies = [("listings", "0008_help_and_stock")]

    operations = [
        migrations.RunSQL(
            MOVES + HISTORY + "".join(GUARD.format(table=table) for table in TABLES), UNDO
        )
    ]
