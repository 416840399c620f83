"""Where files are kept, by environment: understood, or refused by the variable's name."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured
from environ import Env

from poshmark.dev.places import ROOT
from poshmark.files import file_storage, media_origin, media_url

KEYS = {"S3_ACCESS_KEY_ID": "id", "S3_SECRET_ACCESS_KEY": "secret"}


def env_of(**variables: str) -> Env:
    env = Env()
    env.ENVIRON = variables
    return env


def test_without_a_bucket_it_is_this_machines_disk() -> None:
    assert file_storage(env_of()) == {"BACKEND": "closets.lib.storage.WholeFileStorage"}


def test_a_bucket_with_all_that_may_stand_beside_it() -> None:
    endpoint = {"S3_ENDPOINT_URL": "https://objects.example.com", "S3_REGION": "eu-1"}
    assert file_storage(env_of(S3_BUCKET="our.closets", **endpoint, **KEYS)) == {
        "BACKEND": "closets.lib.object_storage.ObjectStorage",
        "OPTIONS": {
            "bucket_name": "our.closets",
            "endpoint_url": "https://objects.example.com",
            "region_name": "eu-1",
            "access_key": "id",
            "secret_key": "secret",
        },
    }


def test_a_bucket_alone_leaves_the_keys_to_the_machines_role() -> None:
    assert file_storage(env_of(S3_BUCKET="closets"))["OPTIONS"] == {"bucket_name": "closets"}


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        ({"S3_REGION": "eu-1"}, "S3_REGION is set but S3_BUCKET is not."),
        ({"S3_BUCKET": "s3://closets"}, "S3_BUCKET=s3://closets is not the name of a bucket."),
        ({"S3_BUCKET": "Closets"}, "S3_BUCKET=Closets is not"),
        ({"S3_BUCKET": "closets", "S3_ACCESS_KEY_ID": "id"}, "go together"),
        ({"S3_BUCKET": "closets", "S3_SECRET_ACCESS_KEY": "secret"}, "go together"),
        ({"S3_BUCKET": "closets", "S3_ENDPOINT_URL": "minio:9000"}, "S3_ENDPOINT_URL=minio:9000"),
    ],
)
def test_what_cannot_be_meant_stops_the_start(variables: dict[str, str], message: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        file_storage(env_of(**variables))
    assert message in str(refusal.value)


@pytest.mark.parametrize(
    ("given", "url", "origins"),
    [
        ({}, "/media/", []),
        ({"MEDIA_URL": "/files"}, "/files/", []),
        ({"MEDIA_URL": "https://cdn.example.com/m/"}, "https://cdn.example.com/m/",
         ["https://cdn.example.com"]),
    ],
)  # fmt: skip
def test_browsers_get_photos_from_the_site_or_a_cdn(
    given: dict[str, str], url: str, origins: list[str]
) -> None:
    assert media_url(env_of(**given)) == url
    assert media_origin(url) == origins


@pytest.mark.parametrize("url", ["cdn.example.com", "//cdn.example.com", "ftp://cdn", "/", "/a b/"])
def test_an_address_that_is_none_stops_the_start(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="MEDIA_URL"):
        media_url(env_of(MEDIA_URL=url))


def started(code: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """A process of ours with these variables that runs the code once Django is ready."""
    command = [sys.executable, "-c", f"import sys, django; django.setup(); {code}"]
    environment = os.environ | variables
    return subprocess.run(
        command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True
    )


def test_pages_may_show_pictures_of_the_cdn_and_of_nobody_else() -> None:
    code = (
        "from django.conf import settings as s; from listings.models import Photo;"
        "print(s.CONTENT_SECURITY_POLICY['DIRECTIVES']['img-src'][3:]);"
        "print(Photo(content_hash='ab12').url_240)"
    )
    done = started(code, S3_BUCKET="closets", MEDIA_URL="https://cdn.example.com")
    assert done.stdout.splitlines() == [
        "['https://cdn.example.com']",
        "https://cdn.example.com/photos/ab/ab12/240.webp",
    ]


def test_half_a_bucket_stops_the_start() -> None:
    done = started("print('up')", S3_ENDPOINT_URL="https://objects.example.com")
    assert (done.returncode, done.stdout) == (1, "")
    assert "S3_ENDPOINT_URL is set but S3_BUCKET is not." in done.stderr


def test_without_a_bucket_its_libraries_are_not_even_loaded() -> None:
    code = (
        "from django.core.files.storage import default_storage as s; s.exists('a');"
        "sys.exit('boto3' in sys.modules or 'botocore' in sys.modules)"
    )
    assert started(code).returncode == 0
