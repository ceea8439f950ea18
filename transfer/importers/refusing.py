"""What an importer says of a file that it cannot read."""


class UnreadableFile(ValueError):  # noqa: N818 - it is what the file is
    """The file, or the rest of it, cannot be read. The message is for whoever brought it."""
