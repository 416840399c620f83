from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models
from django.db.models import F
from django.db.models.expressions import OrderBy


def newest(column: str, name: str) -> models.Index:
    return models.Index(F(column), OrderBy(F("id"), descending=True, nulls_last=True), name=name)


class Migration(migrations.Migration):
    """The lists of who follows whom, as no primary key gives them."""

    atomic = False
    dependencies = [("social", "0011_mail_stop")]

    operations = [
        migrations.RunSQL("SET statement_timeout = 0", "SET statement_timeout = 0"),
        AddIndexConcurrently("closetfollow", newest("closet", "follower_of_closet_newest")),
        AddIndexConcurrently("closetfollow", newest("user", "following_of_member_newest")),
        RemoveIndexConcurrently("closetfollow", "follower_of_closet"),
        migrations.RunSQL("RESET statement_timeout", "RESET statement_timeout"),
    ]
