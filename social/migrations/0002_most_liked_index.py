from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """The sort "Most liked" reads its pages from it."""

    atomic = False
    dependencies = [("social", "0001_initial")]

    operations = [
        migrations.RunSQL("SET statement_timeout = 0", "SET statement_timeout = 0"),
        AddIndexConcurrently(
            "listingcounts",
            models.Index(
                condition=models.Q(("likes__gt", 0)),
                fields=["-likes", "-listing"],
                name="listing_most_liked",
            ),
        ),
        migrations.RunSQL("RESET statement_timeout", "RESET statement_timeout"),
    ]
