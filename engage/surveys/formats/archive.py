"""A zip archive from anybody: what it says of itself is never believed, and nothing of it touches the disk."""

import io
import stat
import zipfile
import zlib

from engage.surveys.formats.imported import BadFile

SIGNATURE, LISTED = b"PK\x03\x04", b"PK\x01\x02"
# An archive of LimeSurvey holds four files, or five; a workbook with pictures some dozens.
MOST_MEMBERS = 200
MOST_UNPACKED = 30_000_000
CHUNK = 65_536
PACKED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
BROKEN = "The archive is damaged or cut off."


class Archive:
    """The members of an archive by name, unpacked one by one with one count over all."""

    def __init__(self, data: bytes) -> None:
        if data.count(LISTED) > MOST_MEMBERS:
            raise BadFile("", "too_many", f"The archive holds more than {MOST_MEMBERS} files.")
        self.unpacked = 0
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise BadFile("", "truncated", BROKEN) from error
        for member in self.zip.infolist():
            _looked_at(member)
        self.names = self.zip.namelist()
        doubled = next((name for name in self.names if self.names.count(name) > 1), None)
        if doubled is not None:
            raise BadFile(_shown(doubled), "doubled_name", "The archive holds two files of this name.")

    def read(self, name: str) -> bytes:
        """One member; raises BadFile once more is unpacked than any survey needs, whatever its header says."""
        found = io.BytesIO()
        try:
            with self.zip.open(name) as member:
                while chunk := member.read(CHUNK):
                    self.unpacked += len(chunk)
                    if self.unpacked > MOST_UNPACKED:
                        sentence = f"Unpacked, the archive is larger than {MOST_UNPACKED:,} bytes: refused."
                        raise BadFile(_shown(name), "too_large", sentence)
                    found.write(chunk)
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError) as error:
            raise BadFile(_shown(name), "truncated", BROKEN) from error
        return found.getvalue()


def _shown(name: str) -> str:
    return "".join(letter for letter in name if letter.isprintable())[-80:]


def _looked_at(member: zipfile.ZipInfo) -> None:
    """Nothing is unpacked to disk, so no name could do harm: but a file that tries is no survey."""
    name = member.filename.replace("\\", "/")
    if name.startswith("/") or ".." in name.split("/") or ":" in name:
        raise BadFile(_shown(name), "unsafe_name", "This name leads out of the archive: refused.")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise BadFile(_shown(name), "unsafe_name", "This is a link and no file: refused.")
    if member.flag_bits & 1:
        raise BadFile(_shown(name), "encrypted", "This file has a password: export the archive without one.")
    if member.compress_type not in PACKED:
        raise BadFile(_shown(name), "not_readable", "This file is packed in a way that is not read here.")
