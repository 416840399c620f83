"""Addresses of export and import, inside the namespace `listings`."""

from django.urls import path

from listings.exchange import views

urlpatterns = [
    path("closet/files/", views.exchange, name="exchange"),
    path("closet/files/export", views.export, name="export"),
    path("closet/files/listings.csv", views.example, name="example_csv"),
    path("closet/files/exports", views.exports, name="exports"),
    path("closet/files/exports/<int:export_id>", views.export_file, name="export_file"),
    path("closet/files/exports/<int:export_id>/<int:part>", views.export_file, name="export_part"),
    path("closet/files/imports/<int:import_id>/", views.import_page, name="import"),
    path("closet/files/imports/<int:import_id>/start", views.import_go, name="import_start"),
]
