from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

BYTES_ALLOWED = 200 * 1024 * 1024


class BoundedUploadHandler(FileUploadHandler):
    """Refuse a request that says it is larger than any upload, before a byte of it is written to disk."""

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):  # noqa: N803 - Django's name
        if content_length > BYTES_ALLOWED:
            raise RequestDataTooBig(f"This request is larger than {BYTES_ALLOWED} bytes.")

    def receive_data_chunk(self, raw_data, start):
        return raw_data

    def file_complete(self, file_size):
        return None
