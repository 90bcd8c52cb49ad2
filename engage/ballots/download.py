"""A backup file on its way from the page that shows it once to whoever keeps it."""

import base64

from flask import Response, make_response, request

from engage.core.errors import Invalid

MOST_BACKUP = 20_000


def in_page(file: bytes) -> str:
    """The file as the page carries it: the server never keeps it."""
    return base64.b64encode(file).decode()


def backup_file(name: str) -> Response:
    """Hand the file that the page holds back as a download."""
    try:
        content = base64.b64decode(request.form.get("file", ""), validate=True)
    except ValueError as error:
        raise Invalid("That is not a backup file. Make another backup.") from error
    if not content.startswith(b"{") or len(content) > MOST_BACKUP:
        raise Invalid("That is not a backup file. Make another backup.")
    response = make_response(content)
    response.headers["Content-Type"] = "application/octet-stream"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
