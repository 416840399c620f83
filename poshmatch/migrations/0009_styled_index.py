from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """Candidates of a style from one index, without their rows."""

    atomic = False
    dependencies = [("poshmatch", "0008_styled_cards")]

    operations = [
        AddIndexConcurrently(
            "styledlisting",
            models.Index(
                fields=["style", "-bumped_at"],
                include=("listing", "closet", "brand", "cents"),
                name="styled_newest_whole",
            ),
        ),
        RemoveIndexConcurrently("styledlisting", "styled_newest"),
    ]
