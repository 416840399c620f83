from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """What finds orders that wait to be shipped, for reminders and for calling them off."""

    atomic = False
    dependencies = [("payments", "0016_ship_reminders")]

    operations = [
        migrations.RunSQL("SET statement_timeout = 0", "SET statement_timeout = 0"),
        AddIndexConcurrently(
            "order",
            models.Index(
                fields=["placed_at"],
                name="order_not_shipped",
                condition=models.Q(status="in_process"),
            ),
        ),
        migrations.RunSQL("RESET statement_timeout", "RESET statement_timeout"),
    ]
