import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

UNNEEDED = [
    ("social_brandfollow_user_id_add0e025", "social_brandfollow", "user_id"),
    ("social_closetfollow_closet_id_ecb8116b", "social_closetfollow", "closet_id"),
    ("social_closetfollow_user_id_9f00c63e", "social_closetfollow", "user_id"),
    ("social_comment_listing_id_c9d18745", "social_comment", "listing_id"),
    ("social_like_listing_id_aca3c963", "social_like", "listing_id"),
    ("social_like_user_id_09067f26", "social_like", "user_id"),
    ("social_news_recipient_id_8bae772f", "social_news", "recipient_id"),
    ("social_share_listing_id_4c1d7491", "social_share", "listing_id"),
    ("social_share_user_id_796d05fd", "social_share", "user_id"),
]


class Migration(migrations.Migration):
    """Drops indexes that another one of the table begins with: each costs every act and disk."""

    atomic = False

    dependencies = [
        ("closets", "0003_inactive_index"),
        ("listings", "0014_one_index_a_column"),
        ("social", "0003_news_of_offers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    f"DROP INDEX CONCURRENTLY IF EXISTS {name}",
                    f"CREATE INDEX CONCURRENTLY {name} ON {table} ({column})",
                )
                for name, table, column in UNNEEDED
            ],
            state_operations=[
                migrations.AlterField(
                    model_name="brandfollow",
                    name="user",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="brand_follows",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AlterField(
                    model_name="closetfollow",
                    name="closet",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="followers",
                        to="closets.closet",
                    ),
                ),
                migrations.AlterField(
                    model_name="closetfollow",
                    name="user",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="closet_follows",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AlterField(
                    model_name="comment",
                    name="listing",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="listings.listing",
                    ),
                ),
                migrations.AlterField(
                    model_name="like",
                    name="listing",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="likes",
                        to="listings.listing",
                    ),
                ),
                migrations.AlterField(
                    model_name="like",
                    name="user",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="likes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AlterField(
                    model_name="news",
                    name="recipient",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="news",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AlterField(
                    model_name="share",
                    name="listing",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shares",
                        to="listings.listing",
                    ),
                ),
                migrations.AlterField(
                    model_name="share",
                    name="user",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shares",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
    ]
