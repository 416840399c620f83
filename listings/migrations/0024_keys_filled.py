from django.db import migrations

FILL = """
UPDATE listings_standingkey AS filed SET
    query = CASE WHEN standing.is_whole AND length(standing.query::text) <= 400
            THEN standing.query END,
    least_cents = standing.least_cents,
    most_cents = standing.most_cents
FROM listings_standing AS standing WHERE standing.id = filed.standing_id
"""


class Migration(migrations.Migration):
    """Writes beside the keys that are there what their saved searches ask."""

    dependencies = [("listings", "0023_keys_say")]

    operations = [
        migrations.RunSQL(["SET LOCAL statement_timeout = 0", FILL], migrations.RunSQL.noop)
    ]
