from django.db import migrations, models

from listings.models.alerts import TextQueryField


class Migration(migrations.Migration):
    """Room beside each key for what its saved search asks."""

    dependencies = [("listings", "0022_is_reposh")]

    operations = [
        migrations.AddField("standingkey", "query", TextQueryField(null=True)),
        migrations.AddField("standingkey", "least_cents", models.PositiveIntegerField(null=True)),
        migrations.AddField("standingkey", "most_cents", models.PositiveIntegerField(null=True)),
    ]
