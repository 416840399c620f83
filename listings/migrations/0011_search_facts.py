import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    """Columns that search writes; constant defaults, so no row is rewritten."""

    dependencies = [("listings", "0010_in_sizes")]

    operations = [
        migrations.AddField(
            "listing",
            "size_ids",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.IntegerField(), default=list, editable=False, size=None
            ),
        ),
        migrations.AddField(
            "listing",
            "quality",
            models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            "listing", "ranked_at", models.DateTimeField(editable=False, null=True)
        ),
        # Words and facts are many; a larger sample tells common ones from rare ones.
        migrations.RunSQL(
            "ALTER TABLE listings_listing ALTER search_vector SET STATISTICS 1000",
            "ALTER TABLE listings_listing ALTER search_vector SET STATISTICS -1",
        ),
    ]
