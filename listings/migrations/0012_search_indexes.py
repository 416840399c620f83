import django.contrib.postgres.indexes
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

PATIENT = migrations.RunSQL("SET statement_timeout = 0", "SET statement_timeout = 0")
USUAL = migrations.RunSQL("RESET statement_timeout", "RESET statement_timeout")


class Migration(migrations.Migration):
    """Built beside the running site; six million rows take longer than a request may."""

    atomic = False
    dependencies = [("listings", "0011_search_facts")]

    operations = [
        PATIENT,
        AddIndexConcurrently(
            "listing",
            models.Index(
                condition=models.Q(("deleted_at", None), ("status", "available")),
                fields=["-ranked_at", "-id"],
                name="listing_ranked",
            ),
        ),
        AddIndexConcurrently(
            "listing",
            django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(("deleted_at", None), ("status__in", ["reserved", "sold"])),
                fields=["search_vector"],
                name="listing_gone_words",
            ),
        ),
        USUAL,
    ]
