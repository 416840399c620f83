import django.db.models.deletion
from django.db import migrations, models

UNNEEDED = [
    ("listings_listing_closet_id_20e07ed8", "listings_listing", "closet_id"),
    ("listings_photo_listing_id_f42bd15d", "listings_photo", "listing_id"),
]


class Migration(migrations.Migration):
    """Drops indexes that another one of the table begins with: each costs every act and disk."""

    atomic = False

    dependencies = [
        ("closets", "0003_inactive_index"),
        ("listings", "0013_search_backfill"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    f"DROP INDEX CONCURRENTLY IF EXISTS {name}",
                    f"CREATE INDEX CONCURRENTLY {name} ON {table} ({column})",
                )
                for name, table, column in UNNEEDED
            ],
            state_operations=[
                migrations.AlterField(
                    model_name="listing",
                    name="closet",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="listings",
                        to="closets.closet",
                    ),
                ),
                migrations.AlterField(
                    model_name="photo",
                    name="listing",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="photos",
                        to="listings.listing",
                    ),
                ),
            ],
        ),
    ]
