"""Photos from the default storage, served as pictures and as nothing else."""

import mimetypes

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

PICTURE_TYPES = {"image/webp", "image/jpeg", "image/png", "image/avif"}


@require_safe
def photo(request: HttpRequest, name: str) -> FileResponse:
    """The stored picture; its name is its content's hash, so browsers may keep it for ever.

    Embedded mode only in practice: in production the web server or S3 answers for /media/.
    """
    content_type, _ = mimetypes.guess_type(name)
    path = f"photos/{name}"
    if content_type not in PICTURE_TYPES or ".." in name or not default_storage.exists(path):
        raise Http404
    response = FileResponse(default_storage.open(path), content_type=content_type)
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
