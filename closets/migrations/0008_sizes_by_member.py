import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

UNREAD = [
    ("closets_mysize_department_f4b9f030", "department"),
    ("closets_mysize_department_f4b9f030_like", "department varchar_pattern_ops"),
    ("closets_mysize_group_78a77e8e", '"group"'),
    ("closets_mysize_group_78a77e8e_like", '"group" varchar_pattern_ops'),
    ("closets_mysize_user_id_8c31f14a", "user_id"),
]


class Migration(migrations.Migration):
    """Sizes are read by their member alone, whom the index of `my_size_once` begins with."""

    atomic = False

    dependencies = [("closets", "0007_unnamed_owner")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    f"DROP INDEX CONCURRENTLY IF EXISTS {name}",
                    f"CREATE INDEX CONCURRENTLY {name} ON closets_mysize ({column})",
                )
                for name, column in UNREAD
            ],
            state_operations=[
                migrations.AlterField(
                    "mysize", "department", models.SlugField(db_index=False, max_length=30)
                ),
                migrations.AlterField(
                    "mysize", "group", models.SlugField(db_index=False, max_length=40)
                ),
                migrations.AlterField(
                    "mysize",
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="my_sizes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        )
    ]
