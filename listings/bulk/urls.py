"""Addresses of the bulk tools, inside the namespace `listings`."""

from django.urls import path

from listings.bulk import views

urlpatterns = [
    path("closet/bulk/", views.tools, name="bulk"),
    path("closet/bulk/share", views.share_closet, name="bulk_share"),
    path("closet/bulk/<int:job_id>/", views.job, name="bulk_job"),
    path("closet/bulk/<int:job_id>/start", views.start, name="bulk_start"),
    path("closet/bulk/<int:job_id>/undo", views.undo, name="bulk_undo"),
]
