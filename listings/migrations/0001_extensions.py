from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations


class Migration(migrations.Migration):
    """What the search stands on."""

    dependencies = []
    operations = [TrigramExtension(), UnaccentExtension()]
