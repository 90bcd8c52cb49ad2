"""An uploaded file between preview and confirm: in the instance's folder, under a name nobody can guess."""

import hashlib
import json
import re
import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO

from flask import current_app
from werkzeug.datastructures import FileStorage

from engage.config import Settings
from engage.core import clock, outbox
from engage.core.errors import Conflict, Invalid, NotThere

KEPT = timedelta(hours=1)
TOKEN = re.compile(r"^[0-9a-f]{32}$")
CHUNK = 1 << 20


@dataclass(frozen=True)
class Upload:
    """What is known of a kept file; only whoever uploaded it may use it."""

    token: str
    kind: str
    profile: str
    filename: str
    digest: str
    by_id: int
    at: str

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return _folder() / f"{self.token}.csv"


def _folder() -> Path:
    settings: Settings = current_app.extensions["settings"]
    return settings.instance / "uploads"


def keep(stream: IO[bytes], filename: str, kind: str, profile: str, by_id: int) -> Upload:
    """Keep a file for an hour, readable by the service alone."""
    sweep()
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    token, digest = secrets.token_hex(16), hashlib.sha256()
    path = folder / f"{token}.csv"
    path.touch(mode=0o600)
    with path.open("wb") as file:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
            file.write(chunk)
    shown = "".join(c for c in filename.replace("\\", "/").rsplit("/", 1)[-1] if c.isprintable())[-200:]
    upload = Upload(token, kind, profile, shown, digest.hexdigest(), by_id, clock.now().isoformat())
    about = path.with_suffix(".json")
    about.touch(mode=0o600)
    about.write_text(json.dumps(asdict(upload)))
    return upload


def keep_read(sent: FileStorage, kind: str, by_id: int, read: Callable[[Path], object], profile: str = "") -> Upload:
    """Keep a file that can be read; of another nothing is kept, and Invalid says what is wrong with it."""
    upload = keep(sent.stream, sent.filename or "", kind, profile, by_id)
    try:
        read(upload.path)
    except Invalid:
        discard(upload)
        raise
    return upload


def find(token: str, by_id: int, kind: str = "", profile: str = "") -> Upload:
    """Somebody's own kept file, unchanged, and for what it is used where that is said; raises NotThere or Conflict."""
    sweep()
    about = _folder() / f"{token}.json"
    if not TOKEN.match(token) or not about.is_file():
        raise NotThere("This upload is no longer there: files are kept for an hour. Upload it again.")
    upload = Upload(**json.loads(about.read_text()))
    if upload.by_id != by_id:
        raise NotThere
    if kind and (upload.kind, upload.profile) != (kind, profile):
        raise Conflict("That file was uploaded for something else. Upload it again here.")
    with upload.path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != upload.digest:
            raise Conflict("The uploaded file was changed. Upload it again.")
    return upload


def discard(upload: Upload) -> None:
    """Remove a kept file."""
    for path in (upload.path, upload.path.with_suffix(".json")):
        path.unlink(missing_ok=True)


def sweep() -> int:
    """Remove what was kept for longer than an hour; answers how many files went."""
    gone = 0
    oldest = clock.now() - KEPT
    for path in _folder().glob("*.*"):
        if path.exists() and datetime.fromtimestamp(path.stat().st_mtime, oldest.tzinfo) < oldest:
            path.unlink(missing_ok=True)
            gone += 1
    return gone


@outbox.schedule("sweep uploads", seconds=600)
def sweep_on_time() -> None:
    """No staff extract outlives its hour, though nobody comes back to the page."""
    sweep()
