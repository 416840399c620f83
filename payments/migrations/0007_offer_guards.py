"""The database keeps an offer's life: only allowed moves, and a history nobody rewrites.

The pairs are those of `payments.offers.transitions` as of this migration; whoever changes the table
there replaces the function in a new migration (a test compares the two).
"""

from django.db import migrations

MOVES = """
CREATE FUNCTION offer_status_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.status, NEW.status) NOT IN (
        ('seller', 'buyer'), ('seller', 'accepted'), ('seller', 'declined'),
        ('seller', 'withdrawn'), ('seller', 'expired'), ('seller', 'closed'),
        ('buyer', 'seller'), ('buyer', 'accepted'), ('buyer', 'declined'),
        ('buyer', 'withdrawn'), ('buyer', 'expired'), ('buyer', 'closed'),
        ('accepted', 'paid'), ('accepted', 'unpaid')
    ) THEN
        RAISE EXCEPTION 'offer %: % may not become %', OLD.id, OLD.status, NEW.status
            USING ERRCODE = 'check_violation', CONSTRAINT = 'offer_status_moves';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER offer_status_moves BEFORE UPDATE OF status ON payments_offer
    FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status)
    EXECUTE FUNCTION offer_status_moves();
"""

# As for listings: only at commit can be told whether the offer went with its history, and a member
# who is deleted leaves their name out of it.
HISTORY = """
CREATE FUNCTION offer_history_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND NOT EXISTS (
        SELECT 1 FROM payments_offer WHERE id = OLD.offer_id
    ) THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'UPDATE' AND to_jsonb(OLD) - 'actor_id' = to_jsonb(NEW) - 'actor_id'
        AND NEW.actor_id IS NULL
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% of % is refused: it is append-only', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'offer_history_is_kept';
END $$;

CREATE TRIGGER offer_history_is_kept BEFORE UPDATE ON payments_offermove
    FOR EACH ROW EXECUTE FUNCTION offer_history_is_kept();
CREATE CONSTRAINT TRIGGER offer_history_goes_with_its_offer AFTER DELETE ON payments_offermove
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION offer_history_is_kept();
"""

UNDO = (
    "DROP TRIGGER offer_history_goes_with_its_offer ON payments_offermove;"
    "DROP TRIGGER offer_history_is_kept ON payments_offermove;"
    "DROP TRIGGER offer_status_moves ON payments_offer;"
    "DROP FUNCTION offer_history_is_kept, offer_status_moves;"
)


class Migration(migrations.Migration):
    dependencies = [("payments", "0006_offers")]

    operations = [migrations.RunSQL(MOVES + HISTORY, UNDO)]
