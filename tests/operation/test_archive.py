"""The file of a backup: whatever happens to a byte of it is noticed, and nothing but what is listed comes out."""

import hashlib
import random
import stat
import tarfile
from pathlib import Path

import pytest

from engage.core.errors import Conflict, Invalid
from engage.operation import archive
from engage.operation.archive import LABEL, Manifest, Part

SEED, TIMES = 20261128, 100
PARTS = {name: Part("sqlite", "SQLite 3", "0001", {"ballot": 3}) for name in ("main", "ballots")}


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """An archive of two small members whose sizes leave padding."""
    folder = tmp_path / "members"
    folder.mkdir()
    (folder / "main.sqlite").write_bytes(bytes(range(256)) * 9 + b"end")
    (folder / "ballots.sqlite").write_bytes(b"sealed" * 77)
    return written(tmp_path / "made.tar", folder)


def written(target: Path, folder: Path) -> Path:
    """An archive of what lies in a folder."""
    members = {file.name: archive.measured(file) for file in folder.iterdir()}
    archive.write(target, Manifest(1, "engage 0", "2026-11-28T10:00:00+00:00", PARTS, members), folder)
    return target


def resealed(file: Path, content: bytes) -> None:
    """What somebody who can compute a digest would make of it."""
    file.write_bytes(content + LABEL + hashlib.sha256(content).hexdigest().encode() + b"\n")


def test_an_operator_gets_back_what_was_put_in_and_nobody_else_can_read_it(made: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    archive.extract(made, archive.check(made), out)
    assert {file.name: file.read_bytes() for file in out.iterdir()} == {
        file.name: file.read_bytes() for file in (tmp_path / "members").iterdir()
    }
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert all(stat.S_IMODE(file.stat().st_mode) == 0o600 for file in out.iterdir())


def test_a_flipped_byte_is_noticed_100_times_of_100(made: Path) -> None:
    content, chance = made.read_bytes(), random.Random(SEED)
    noticed = 0
    for _ in range(TIMES):
        at, bit = chance.randrange(len(content)), 1 << chance.randrange(8)
        made.write_bytes(content[:at] + bytes([content[at] ^ bit]) + content[at + 1 :])
        with pytest.raises(Invalid):
            archive.check(made)
        noticed += 1
    assert noticed == TIMES
    made.write_bytes(content)
    assert archive.check(made)


def test_every_kind_of_place_is_among_what_is_noticed(made: Path) -> None:
    """Header, manifest, a member, the padding after it, the end of the tar, the label, the digest, the last byte."""
    content = made.read_bytes()
    member = content.index(b"sealed")
    label = content.index(LABEL)
    for at in (0, 512, member, member + 77 * 6, label - 1, label, label + len(LABEL), len(content) - 1):
        for bit in (1, 0x20, 0x80):
            made.write_bytes(content[:at] + bytes([content[at] ^ bit]) + content[at + 1 :])
            with pytest.raises(Invalid):
                archive.check(made)


@pytest.mark.parametrize("cut", [1, 97, 600, 5000])
def test_an_archive_cut_short_or_added_to_is_noticed(made: Path, cut: int) -> None:
    content = made.read_bytes()
    for wrong in (content[:-cut], content + b"\0" * cut, content[cut:]):
        made.write_bytes(wrong)
        with pytest.raises(Invalid):
            archive.check(made)


@pytest.mark.parametrize("content", [b"", b"x" * 20, b"PK\x03\x04" * 400])
def test_a_file_that_is_no_archive_is_refused_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "other.tar"
    file.write_bytes(content)
    with pytest.raises(Invalid, match="archive of Engage"):
        archive.check(file)


def test_a_member_that_is_not_what_the_manifest_says_is_refused_whatever_the_last_line_says(
    made: Path, tmp_path: Path
) -> None:
    content = made.read_bytes()
    body = content[: content.index(LABEL)]
    resealed(made, body.replace(b"sealedsealed", b"openedopened", 1))
    out = tmp_path / "out"
    out.mkdir()
    with pytest.raises(Invalid, match=r"ballots\.sqlite"):
        archive.extract(made, archive.check(made), out)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (b'"format": 1', b'"format": 2'),
        (b'"main.sqlite"', b'"../n.sqlite"'[:13]),
        (b'"members"', b'"nothing"'),
        (b'"parts": {', b'"parts": ['),
    ],
)
def test_a_manifest_that_names_anything_strange_is_refused(made: Path, right: bytes, wrong: bytes) -> None:
    content = made.read_bytes()
    body = content[: content.index(LABEL)]
    assert body.count(right) == 1
    resealed(made, body.replace(right, wrong + b" " * (len(right) - len(wrong)), 1))
    with pytest.raises(Invalid):
        archive.check(made)


def test_what_is_not_listed_stays_in_the_archive(made: Path, tmp_path: Path) -> None:
    body = made.read_bytes()[: -archive.TRAILER_BYTES]
    bigger = tmp_path / "bigger.tar"
    bigger.write_bytes(body)
    with tarfile.open(bigger, "a") as tar:
        tar.addfile(tarfile.TarInfo("../../outside"))
    resealed(bigger, bigger.read_bytes())
    out = tmp_path / "out"
    out.mkdir()
    archive.extract(bigger, archive.check(bigger), out)
    assert sorted(file.name for file in out.iterdir()) == ["ballots.sqlite", "main.sqlite"]


def test_what_is_there_already_is_never_written_over(made: Path, tmp_path: Path) -> None:
    before = made.read_bytes()
    with pytest.raises(Conflict, match="there already"):
        written(made, tmp_path / "members")
    assert made.read_bytes() == before
    assert sorted(file.name for file in tmp_path.iterdir()) == ["made.tar", "members"]
