from django.db import migrations, models

_NEW = (
    'CREATE UNIQUE INDEX CONCURRENTLY "standing_key_said" ON listings_standingkey'
    " (key, standing_id) INCLUDE (query, least_cents, most_cents)"
)
_OLD = (
    'ALTER TABLE listings_standingkey ADD CONSTRAINT "standing_key_once" UNIQUE (key, standing_id)'
)


class Migration(migrations.Migration):
    """Has the index of keys say what a publish asks of it, so that no other row is read."""

    atomic = False

    dependencies = [("listings", "0024_keys_filled")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(_NEW, "DROP INDEX CONCURRENTLY IF EXISTS standing_key_said"),
                migrations.RunSQL(
                    "ALTER TABLE listings_standingkey DROP CONSTRAINT standing_key_once", _OLD
                ),
            ],
            state_operations=[
                migrations.AddConstraint(
                    "standingkey",
                    models.UniqueConstraint(
                        fields=["key", "standing"],
                        include=["query", "least_cents", "most_cents"],
                        name="standing_key_said",
                    ),
                ),
                migrations.RemoveConstraint("standingkey", "standing_key_once"),
            ],
        )
    ]
