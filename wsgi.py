"""What gunicorn serves, and where the flask command finds the application."""

import os
import sys

from gunicorn.errors import AppImportError

from engage import create_app
from engage.config import BadSettings, keep_secrets


class Refused(AppImportError, RuntimeError):
    """What stops gunicorn with one line: the first in a worker, instead of starting the next; the second before."""


try:
    keep_secrets(os.environ)
    app = create_app()
except BadSettings as reason:
    if "gunicorn.arbiter" in sys.modules:
        raise Refused(str(reason)) from None
    raise SystemExit(str(reason)) from None
