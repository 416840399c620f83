from django.db import migrations

BATCH = 2000


def fill(apps: object, schema_editor: object) -> None:
    """Writes what search finds by, in batches that each commit, for rows that have none yet."""
    from listings.models import Listing
    from listings.services.index import listings_index

    last = 0
    while True:
        waiting = Listing.objects.filter(pk__gt=last, published_at__isnull=False, ranked_at=None)
        ids = list(waiting.order_by("pk").values_list("pk", flat=True)[:BATCH])
        if not ids:
            return
        listings_index(Listing.objects.filter(pk__in=ids))
        last = ids[-1]


class Migration(migrations.Migration):
    """A batch holds its rows for about a second; a run that was stopped goes on where it was."""

    atomic = False
    dependencies = [("listings", "0012_search_indexes")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
