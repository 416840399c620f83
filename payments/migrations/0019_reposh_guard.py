"""The database keeps a history true: only what the closet's owner bought in a completed order."""

from django.db import migrations

GUARD = """
CREATE FUNCTION reposh_of_a_completed_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM payments_orderline line
        JOIN payments_order bought ON bought.id = line.order_id
        JOIN listings_listing listing ON listing.id = NEW.listing_id
        JOIN closets_closet closet ON closet.id = listing.closet_id
        WHERE line.id = NEW.line_id AND bought.status = 'complete'
            AND closet.user_id = bought.buyer_id AND listing.id <> line.listing_id
    ) THEN
        RAISE EXCEPTION 'listing % is not of what its closet bought by line %',
            NEW.listing_id, NEW.line_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'reposh_of_a_completed_order';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER reposh_of_a_completed_order BEFORE INSERT OR UPDATE ON payments_reposh
    FOR EACH ROW EXECUTE FUNCTION reposh_of_a_completed_order();
"""
UNDO = """
DROP TRIGGER reposh_of_a_completed_order ON payments_reposh;
DROP FUNCTION reposh_of_a_completed_order();
"""


class Migration(migrations.Migration):
    dependencies = [("payments", "0018_reposh")]

    operations = [migrations.RunSQL(GUARD, UNDO)]
