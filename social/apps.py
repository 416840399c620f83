"""Likes, shares, comments, follows, news and reports."""

from django.apps import AppConfig


class SocialConfig(AppConfig):
    name = "social"
    verbose_name = "Social"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from listings.bulk.acts import act_add
        from social import receivers  # noqa: F401 - connects them
        from social.bulk import SHARE
        from social.news import stops  # noqa: F401 - as above

        act_add(SHARE)
