"""Members and closets in the staff's workplace."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest

from closets.models import Closet, User

admin.site.register(User, UserAdmin)


@admin.register(Closet)
class ClosetAdmin(admin.ModelAdmin[Closet]):
    list_display = ["handle", "display_name", "state", "created_at", "last_active_at"]
    search_fields = ["handle", "user__email"]
    list_select_related = ["user"]
    autocomplete_fields = ["user"]
    show_full_result_count = False

    def get_readonly_fields(self, request: HttpRequest, obj: Closet | None = None) -> list[str]:
        """A handle changes by its member, so that old addresses go on leading to the closet."""
        return ["handle"] if obj else []
