"""Why a file, or a row of it, was not taken; the text is meant for the seller."""


class FileRefused(Exception):
    """Nothing of the file is taken."""


class RowRefused(Exception):
    """This row is left out."""
