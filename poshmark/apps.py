"""The shell: settings, pages composed from several floors, admin site and embedded mode."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig

from poshmark.celery import app as celery_app

__all__ = ["PoshmarkAdminConfig", "PoshmarkConfig", "celery_app"]


class PoshmarkConfig(AppConfig):
    name = "poshmark"
    verbose_name = "Poshmark"


class PoshmarkAdminConfig(AdminConfig):
    default_site = "poshmark.admin_site.PoshmarkAdminSite"
