"""Which version of the style model is live: published, rolled back, pinned (F7)."""

from django.db import transaction
from django.utils import timezone

from poshmatch.models import ModelVersion
from poshmatch.services.styles import listings_restyle_all
from poshmatch.serving import model_folder, style_model_reload
from poshmatch.style import StyleModel

Status = ModelVersion.Status


@transaction.atomic
def model_publish(*, version: ModelVersion, model: StyleModel | None = None) -> ModelVersion:
    """Makes a version the live one in every process, and styles all listings by it.

    One transaction: until it commits, and when it never does, the champion serves on. Raises
    ArtifactError when the version's artifact cannot be read.
    """
    model = model or StyleModel.load(model_folder(version.version))
    ModelVersion.objects.filter(status=Status.CHAMPION).update(
        status=Status.RETIRED, pinned_at=None
    )
    version.status, version.published_at = Status.CHAMPION, timezone.now()
    version.save(update_fields=["status", "published_at"])
    listings_restyle_all(model)
    transaction.on_commit(lambda: style_model_reload() and None)
    return version


def model_pin(*, version: ModelVersion, pinned: bool) -> bool:
    """Holds the live version live whatever is trained, or lets go of it; False when it is not
    live, or stands so already."""
    rows = ModelVersion.objects.filter(pk=version.pk, status=Status.CHAMPION)
    at = timezone.now() if pinned else None
    return bool(rows.filter(pinned_at__isnull=pinned).update(pinned_at=at))
