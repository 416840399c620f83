"""The staff's workplace: Django's admin under our name."""

from django.contrib.admin import AdminSite


class PoshmarkAdminSite(AdminSite):
    site_header = "Poshmark staff"
    site_title = "Poshmark staff"
    index_title = "Today's work"
