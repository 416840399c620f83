import django.db.models.deletion
from django.contrib.postgres.operations import RemoveIndexConcurrently
from django.db import migrations, models

_PLAIN = {
    "department": ("listings_listing_department_id_fe42daa4", "listings.department"),
    "category": ("listings_listing_category_id_cf06ef7f", "listings.category"),
    "subcategory": ("listings_listing_subcategory_id_be077cd6", "listings.category"),
}
_HASHES = {
    "content_hash": ("listings_photo_content_hash_a4e5d323", "photo_by_hash"),
    "crop_key": ("listings_photo_crop_key_78dad8a7", "photo_by_crop"),
}


def _without_index(column: str) -> migrations.SeparateDatabaseAndState:
    name, to = _PLAIN[column]
    return migrations.SeparateDatabaseAndState(
        database_operations=[
            migrations.RunSQL(
                f"DROP INDEX CONCURRENTLY IF EXISTS {name}",
                f"CREATE INDEX CONCURRENTLY {name} ON listings_listing ({column}_id)",
            )
        ],
        state_operations=[
            migrations.AlterField(
                model_name="listing",
                name=column,
                field=models.ForeignKey(
                    blank=True,
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=to,
                ),
            )
        ],
    )


def _one_index(column: str) -> list[migrations.SeparateDatabaseAndState]:
    """The index for equality stays, under a name of its own; the one for LIKE goes."""
    old, new = _HASHES[column]
    like = f"{old}_like"
    again = f"CREATE INDEX CONCURRENTLY {like} ON listings_photo ({column} varchar_pattern_ops)"
    field = models.CharField(max_length=64, blank=column == "crop_key")
    return [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(f"DROP INDEX CONCURRENTLY IF EXISTS {like}", again),
                migrations.RunSQL(
                    f"ALTER INDEX {old} RENAME TO {new}", f"ALTER INDEX {new} RENAME TO {old}"
                ),
            ],
            state_operations=[
                migrations.AlterField(model_name="photo", name=column, field=field),
                migrations.AddIndex(
                    model_name="photo", index=models.Index(fields=[column], name=new)
                ),
            ],
        )
    ]


class Migration(migrations.Migration):
    """Drops indexes that nothing reads: search narrows by facts, staff find by words."""

    atomic = False

    dependencies = [("listings", "0020_editor_turn")]

    operations = [
        *map(_without_index, _PLAIN),
        *_one_index("content_hash"),
        *_one_index("crop_key"),
        RemoveIndexConcurrently(model_name="listing", name="listing_department"),
        RemoveIndexConcurrently(model_name="listing", name="listing_title_prefix"),
    ]
