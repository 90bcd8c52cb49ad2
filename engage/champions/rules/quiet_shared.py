"""What can be shared with union representatives."""

MOST_TITLE, MOST_BODY, MOST_ADDRESS = 160, 6000, 300
MOST_FILES, FILE_MB = 5, 10
MONTHS_KEPT, DAYS_NEWS = 24, 30
EACH = 20


def lacks(body: str, address: str, files: int) -> bool:
    """Whether there is nothing to read yet but a title."""
    return not (body or address or files)
