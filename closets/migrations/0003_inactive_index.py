from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """Search leaves out the few suspended members without asking for each listing's."""

    atomic = False
    dependencies = [("closets", "0002_vacation_and_unit")]

    operations = [
        migrations.RunSQL("SET statement_timeout = 0", "SET statement_timeout = 0"),
        AddIndexConcurrently(
            "user",
            models.Index(
                condition=models.Q(("is_active", False)), fields=["id"], name="user_inactive"
            ),
        ),
        migrations.RunSQL("RESET statement_timeout", "RESET statement_timeout"),
    ]
