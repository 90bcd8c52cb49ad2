"""The one file of a backup: a plain tar (a manifest first, then the copies), and one line with the digest of it all.

Every byte counts: the last line holds the SHA-256 of all before it, and the manifest that of every member. It
shows damage, not malice: whoever can rewrite the file can rewrite the digests, so it is to be kept, and sent, as
the databases themselves are.
"""

import hashlib
import io
import json
import os
import re
import secrets
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

from engage.core.errors import Conflict, Invalid

FORMAT = 1
MANIFEST = "manifest.json"
LABEL = b"engage archive sha256 "
TRAILER_BYTES = len(LABEL) + 64 + 1
MEMBER = re.compile(r"(main|ballots)\.(sqlite|dump)|(main|ballots)\.[a-z_]+\.copy")
CHUNK = 1 << 20
LARGEST_MANIFEST = 4_000_000


@dataclass(frozen=True)
class Part:
    """One database in the archive: what it was, where its steps stood, how many rows each table has."""

    kind: str
    server: str
    step: str
    rows: Mapping[str, int]


@dataclass(frozen=True)
class Member:
    """One file in the archive."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What an archive says of itself; no secret, no address of a server and no password."""

    format: int
    product: str
    made_at: str
    parts: Mapping[str, Part]
    members: Mapping[str, Member]

    def to_json(self) -> bytes:
        """Its text, the same for the same content."""
        return json.dumps(asdict(self), indent=1, sort_keys=True).encode() + b"\n"


class _Hashed(io.RawIOBase):
    """A file written once from front to back, whose digest grows with it."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__()
        self.file, self.digest = file, hashlib.sha256()

    def write(self, data: Any) -> int:
        """Write, and take it into the digest."""
        self.digest.update(data)
        return self.file.write(data)


def write(target: Path, manifest: Manifest, folder: Path) -> None:
    """Put the members that lie in the folder into one new file (mode 0600), whole or not at all."""
    if target.exists():
        raise Conflict(f"{target} is there already: name another file. Nothing was written.")
    draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}.draft")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            hashed = _Hashed(file)
            _fill(hashed, manifest, folder)
            file.write(LABEL + hashed.digest.hexdigest().encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, target)  # unlike a renaming it never writes over what somebody else has put there
    except FileExistsError as error:
        raise Conflict(f"{target} is there already: name another file. Nothing was written.") from error
    finally:
        draft.unlink(missing_ok=True)


def _fill(hashed: _Hashed, manifest: Manifest, folder: Path) -> None:
    with tarfile.open(fileobj=hashed, mode="w|", format=tarfile.GNU_FORMAT) as tar:
        text = manifest.to_json()
        tar.addfile(_entry(MANIFEST, len(text)), io.BytesIO(text))
        for name in sorted(manifest.members):
            with (folder / name).open("rb") as member:
                tar.addfile(_entry(name, manifest.members[name].size), member)


def _entry(name: str, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    return entry


def measured(file: Path) -> Member:
    """A member as the manifest lists it."""
    with file.open("rb") as content:
        return Member(file.stat().st_size, hashlib.file_digest(content, "sha256").hexdigest())


def check(file: Path) -> Manifest:
    """Read every byte; the manifest, or Invalid with what is wrong. Nothing of it is believed before its digest is."""
    size = file.stat().st_size
    if size <= TRAILER_BYTES:
        raise Invalid(f"{file} is too short to be an archive of Engage.")
    digest, left = hashlib.sha256(), size - TRAILER_BYTES
    with file.open("rb") as content:
        while left and (chunk := content.read(min(CHUNK, left))):
            digest.update(chunk)
            left -= len(chunk)
        trailer = content.read()
    if not trailer.startswith(LABEL):
        raise Invalid(f"{file} is not an archive of Engage, or its end is damaged or missing.")
    if trailer != LABEL + digest.hexdigest().encode() + b"\n":
        raise Invalid(f"{file} is damaged: its content is not what its digest says. Nothing was restored.")
    return _manifest(file)


def _manifest(file: Path) -> Manifest:
    with _opened(file) as tar:
        first = tar.next()
        content = tar.extractfile(first) if first is not None and first.name == MANIFEST else None
        if first is None or content is None or first.size > LARGEST_MANIFEST:
            raise Invalid(f"{file} has no manifest.")
        try:
            return _read(json.loads(content.read()))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise Invalid(f"{file} has a manifest that cannot be read.") from error


def _read(told: dict[str, object]) -> Manifest:
    if told["format"] != FORMAT:
        raise Invalid(f"The archive is of format {told['format']}, and this version of Engage reads {FORMAT}.")
    parts: dict[str, dict[str, object]] = told["parts"]  # type: ignore[assignment]
    members: dict[str, dict[str, object]] = told["members"]  # type: ignore[assignment]
    if parts.keys() != {"main", "ballots"} or not all(MEMBER.fullmatch(name) for name in members):
        raise Invalid("The archive's manifest names what no archive of Engage holds.")
    return Manifest(
        FORMAT, str(told["product"]), str(told["made_at"]),
        {name: Part(**each) for name, each in parts.items()},  # type: ignore[arg-type]
        {name: Member(**each) for name, each in members.items()},  # type: ignore[arg-type]
    )  # fmt: skip


def extract(file: Path, manifest: Manifest, folder: Path) -> None:
    """Lay the listed members, and nothing else, into a folder; Invalid where one is not what the manifest says."""
    found: dict[str, Member] = {}
    with _opened(file) as tar:
        for entry in tar:
            content = tar.extractfile(entry) if entry.name in manifest.members else None
            if content is None:
                continue
            digest = hashlib.sha256()
            with os.fdopen(os.open(folder / entry.name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                while chunk := content.read(CHUNK):
                    digest.update(chunk)
                    out.write(chunk)
            found[entry.name] = Member(entry.size, digest.hexdigest())
    wrong = [name for name, member in sorted(manifest.members.items()) if found.get(name) != member]
    if wrong:
        raise Invalid(f"{file} is damaged: {', '.join(wrong)}. Nothing was restored.")


@contextmanager
def _opened(file: Path) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(file, "r:") as tar:
            yield tar
    except (tarfile.TarError, EOFError) as error:
        raise Invalid(f"{file} is damaged: it cannot be taken apart.") from error
