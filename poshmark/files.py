"""Where uploads, photos, labels and exports are kept, read from the environment."""

import re
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from environ import Env

BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
OPTIONS = {
    "S3_ENDPOINT_URL": "endpoint_url",
    "S3_REGION": "region_name",
    "S3_ACCESS_KEY_ID": "access_key",
    "S3_SECRET_ACCESS_KEY": "secret_key",
}


def file_storage(env: Env) -> dict[str, Any]:
    """The entry of STORAGES: the bucket that S3_BUCKET names, else MEDIA_ROOT on this machine.

    Raises ImproperlyConfigured, which names the variable that is missing or malformed.
    """
    bucket = env.str("S3_BUCKET", default="")
    given = {name: value for name in OPTIONS if (value := env.str(name, default=""))}
    if not bucket:
        if given:
            raise ImproperlyConfigured(f"{min(given)} is set but S3_BUCKET is not.")
        return {"BACKEND": "closets.lib.storage.WholeFileStorage"}
    _check(bucket, given)
    options = {OPTIONS[name]: value for name, value in given.items()}
    return {
        "BACKEND": "closets.lib.object_storage.ObjectStorage",
        "OPTIONS": {"bucket_name": bucket, **options},
    }


def _check(bucket: str, given: dict[str, str]) -> None:
    if not BUCKET.fullmatch(bucket):
        raise ImproperlyConfigured(f"S3_BUCKET={bucket} is not the name of a bucket.")
    if ("S3_ACCESS_KEY_ID" in given) != ("S3_SECRET_ACCESS_KEY" in given):
        raise ImproperlyConfigured(
            "S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY go together. Set both, or neither when the"
            " machine's own role may use the bucket."
        )
    if (endpoint := given.get("S3_ENDPOINT_URL")) and not _is_web(endpoint):
        raise ImproperlyConfigured(f"S3_ENDPOINT_URL={endpoint} is not an http(s) address.")


def media_url(env: Env) -> str:
    """Where browsers get what is stored, with a slash behind; by default from the site itself.

    Raises ImproperlyConfigured for what is neither a path of the site nor an https address.
    """
    url: str = env.str("MEDIA_URL", default="/media/").rstrip("/") + "/"
    if not (_is_web(url) or re.fullmatch(r"/(?!/)[\w./-]+", url)):
        raise ImproperlyConfigured(f"MEDIA_URL={url} is neither a path nor an http(s) address.")
    return url


def media_origin(url: str) -> list[str]:
    """The other site that pictures come from, for the Content-Security-Policy; none for ours."""
    parts = urlsplit(url)
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []


def _is_web(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme in {"http", "https"} and bool(parts.hostname)
