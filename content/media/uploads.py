"""A ceiling for every upload, before anything of it is kept."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile


class CeilingUploadHandler(FileUploadHandler):
    """Lets a request that is longer than ``ATELIER_UPLOAD_MAX_BYTES`` run by without keeping files.

    The rooms' own limits come after the upload is received: this one keeps a client from filling the
    disk. First in ``FILE_UPLOAD_HANDLERS``; the others then receive nothing.
    """

    too_long = False

    def handle_raw_input(
        self, input_data: Any, META: dict[str, Any], content_length: int, *args: Any, **kwargs: Any
    ) -> None:
        """Look at the announced length; servers read no further than it."""
        self.too_long = content_length > settings.ATELIER_UPLOAD_MAX_BYTES

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Skip every file of a request that is too long."""
        super().new_file(*args, **kwargs)
        if self.too_long:
            raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass on to the next handler."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The next handlers make the file."""
        return None
