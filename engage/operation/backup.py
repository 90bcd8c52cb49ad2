"""Make an archive of both databases while the service runs."""

import shutil
import tempfile
import tomllib
from functools import cache
from pathlib import Path

from engage.config import ROOT
from engage.core import beats, clock, migrate
from engage.core.db import transaction
from engage.core.errors import Conflict
from engage.operation import archive, moment
from engage.operation.archive import Manifest, Part

BEAT = "backup"


@cache
def product() -> str:
    """What made an archive: the name and version of this code."""
    return "engage " + str(tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"])


def named(to: Path) -> Path:
    """The file that is meant: in a folder one named for this moment."""
    return to / f"engage-{clock.now():%Y%m%d-%H%M%S}Z.tar" if to.is_dir() else to


def make(to: Path) -> tuple[Path, Manifest]:
    """One new archive, and what it holds; noted for the doctor. Keys of ballot boxes are never in it."""
    target = named(to)
    if not target.parent.is_dir():
        raise Conflict(f"The folder {target.parent} is not there. Nothing was written.")
    if target.exists():
        raise Conflict(f"{target} is there already: name another file. Nothing was written.")
    folder = Path(tempfile.mkdtemp(prefix=".engage-backup-", dir=target.parent))
    try:
        manifest = _copy(folder)
        archive.write(target, manifest, folder)
    finally:
        shutil.rmtree(folder)
    with transaction():
        beats.held(BEAT).at = clock.now()
    return target, manifest


def _copy(folder: Path) -> Manifest:
    made_at, parts = clock.now(), {}
    steps = migrate.steps()
    if not all(step.found for step in steps.values()):
        raise Conflict(
            "The databases of the settings hold no tables: there is nothing to back up. Look at DATABASE_URL, "
            "BALLOT_OWNER_URL and ENGAGE_INSTANCE. Nothing was written."
        )
    with moment.held(folder) as sources:
        for name, source in sources.items():
            rows = source.copy(folder)
            parts[name] = Part(source.kind, source.server, steps[name].found, rows)
    members = {file.name: archive.measured(file) for file in sorted(folder.iterdir())}
    return Manifest(archive.FORMAT, product(), made_at.isoformat(timespec="seconds"), parts, members)
