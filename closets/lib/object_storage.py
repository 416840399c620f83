"""Files in an S3 bucket; named by the settings alone, so that nobody else loads its libraries."""

from typing import Any

from botocore.config import Config
from storages.backends.s3 import S3Storage

MEMORY_BYTES = 1024 * 1024
"""What is read above this lies on disk meanwhile."""
FOR_EVER = "public, max-age=31536000, immutable"


class ObjectStorage(S3Storage):
    """S3 or what speaks like it. An object appears whole or not at all, and saving replaces it.

    Nothing is public: the site reads for its visitors, or a CDN that may read photos/ does.
    """

    def __init__(self, **options: Any) -> None:
        config = Config(
            connect_timeout=5,
            read_timeout=20,
            retries={"mode": "standard", "total_max_attempts": 4},
            request_checksum_calculation="when_required",  # others than Amazon know no newer ones
        )
        options |= {"client_config": config, "max_memory_size": MEMORY_BYTES, "default_acl": None}
        super().__init__(**options)

    def get_object_parameters(self, name: str) -> dict[str, Any]:
        """What is said of an object when it is stored: photos never change under their name."""
        return {"CacheControl": FOR_EVER if name.startswith("photos/") else "private, no-store"}
