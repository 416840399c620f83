from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """What finds news that no group has yet, and the news of a group; unread are counted there."""

    atomic = False
    dependencies = [("social", "0007_news_groups")]

    operations = [
        migrations.RunSQL("SET statement_timeout = 0", "SET statement_timeout = 0"),
        AddIndexConcurrently(
            "news",
            models.Index(
                fields=["recipient", "id"], name="news_unfolded", condition=models.Q(group=None)
            ),
        ),
        AddIndexConcurrently(
            "news",
            models.Index(
                fields=["group", "-created_at", "-id"],
                name="news_of_group",
                condition=models.Q(group__isnull=False),
            ),
        ),
        RemoveIndexConcurrently("news", "news_unread"),
        migrations.RunSQL("RESET statement_timeout", "RESET statement_timeout"),
    ]
