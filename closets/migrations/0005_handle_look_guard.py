"""The database keeps looks of handles apart, whoever writes closets (A2)."""

from django.db import migrations

LOOK = """
CREATE FUNCTION handle_look(handle text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN replace(replace(translate(lower(handle), 'i10_', 'llo'), 'rn', 'm'), 'vv', 'w');
"""

# Of two closets that ask at once the second waits for the first's row, and then sees whose it is.
GUARD = """
CREATE FUNCTION handle_look_claim() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO closets_handlelook (look, closet_id) VALUES (handle_look(NEW.handle), NEW.id)
        ON CONFLICT (look) DO NOTHING;
    IF NOT EXISTS (SELECT FROM closets_handlelook
        WHERE look = handle_look(NEW.handle) AND closet_id = NEW.id)
    THEN
        RAISE EXCEPTION 'closet %: the handle % looks like another closet''s', NEW.id, NEW.handle
            USING ERRCODE = 'unique_violation', CONSTRAINT = 'handle_look_free';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER handle_look_claim AFTER INSERT OR UPDATE OF handle ON closets_closet
    FOR EACH ROW EXECUTE FUNCTION handle_look_claim();
"""

BACK = """
DROP TRIGGER handle_look_claim ON closets_closet;
DROP FUNCTION handle_look_claim();
DROP FUNCTION handle_look(text);
"""


class Migration(migrations.Migration):
    dependencies = [("closets", "0004_handles")]
    operations = [migrations.RunSQL([LOOK, GUARD], BACK)]
