from django.contrib.postgres.operations import RemoveIndexConcurrently
from django.db import migrations


class Migration(migrations.Migration):
    """Drops the index of style tags, which search finds among a listing's facts."""

    atomic = False

    dependencies = [("listings", "0018_words_indexed_at_once")]

    operations = [RemoveIndexConcurrently(model_name="listing", name="listing_styles")]
