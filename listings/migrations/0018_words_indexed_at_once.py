import django.contrib.postgres.indexes
from django.db import migrations, models

AVAILABLE = models.Q(("deleted_at", None), ("status", "available"))
GONE = models.Q(("deleted_at", None), ("status__in", ["reserved", "sold"]))
CONDITIONS = {"listing_words": AVAILABLE, "listing_gone_words": GONE}


def _index(name: str, **how: bool) -> migrations.AddIndex:
    return migrations.AddIndex(
        model_name="listing",
        index=django.contrib.postgres.indexes.GinIndex(
            fields=["search_vector"], name=name, condition=CONDITIONS[name], **how
        ),
    )


class Migration(migrations.Migration):
    """Has new words go into the index itself, not on a list that every span of a search reads."""

    dependencies = [("listings", "0017_photo_looks")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    [
                        f"ALTER INDEX {name} SET (fastupdate = off)",
                        f"SELECT gin_clean_pending_list('{name}')",
                    ],
                    f"ALTER INDEX {name} RESET (fastupdate)",
                )
            ],
            state_operations=[
                migrations.RemoveIndex(model_name="listing", name=name),
                _index(name, fastupdate=False),
            ],
        )
        for name in CONDITIONS
    ]
