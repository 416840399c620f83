"""PoshMatch's addresses."""

from django.urls import path

from poshmatch import views

app_name = "poshmatch"
urlpatterns = [
    path("poshmatch/less/<int:listing_id>", views.less, name="less"),
    path("poshmatch/mutes/<int:mute_id>/undo", views.unmute, name="unmute"),
]
