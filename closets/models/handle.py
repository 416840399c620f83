"""Handles that nobody else may take: by their look, and those that closets had before (A2)."""

from django.db import models
from django.db.models.functions import Lower

from closets.models.closet import Closet


class HandleLook(models.Model):
    """Whose the handles of one look are (`closets.handles.handle_look`), for as long as the closet
    exists. The database adds a row whenever a closet gets a handle, and refuses the handle when its
    look is another closet's: constraint "handle_look_free"."""

    look = models.CharField(max_length=30, primary_key=True)
    closet = models.ForeignKey(Closet, on_delete=models.CASCADE, related_name="handle_looks")


class FormerHandle(models.Model):
    """A handle that a closet had; its addresses lead to the present one."""

    closet = models.ForeignKey(Closet, on_delete=models.CASCADE, related_name="former_handles")
    handle = models.CharField(max_length=30)
    left_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(Lower("handle"), name="former_handle_unique")]
