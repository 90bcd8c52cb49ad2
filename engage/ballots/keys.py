"""Where the private key of a box lies: a wrapped file outside both databases, and a backup apart from it."""

import base64
import binascii
import json
import os
import re
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from flask import current_app

from engage.ballots import rules
from engage.config import Settings
from engage.core.errors import Conflict, Invalid

BOX = re.compile(r"[0-9a-f]{32}\Z")
KIND = "engage key backup 1"
NONCE_BYTES = 12
# The code has 150 bits of its own, so this only has to slow down, not to save, a guess: 32 MiB, about 0.1 s.
SCRYPT = {"n": 2**15, "r": 8, "p": 1}


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings


def folder() -> Path:
    """The folder of the keys; neither database, nor a backup of one, ever holds what is in it."""
    found = _settings().instance / "keys"
    found.mkdir(mode=0o700, parents=True, exist_ok=True)
    return found


def _file(box: str) -> Path:
    if not BOX.match(box):
        raise Invalid("That is not the code of a ballot box.")
    return folder() / f"{box}.key"


def _bound_to(box: str) -> bytes:
    return b"engage box key 1:" + box.encode()


def _wrapping(box: str) -> AESGCM:
    secret = _settings().key_wrapping_secret.encode()
    return AESGCM(HKDF(SHA256(), 32, b"engage box keys", _bound_to(box)).derive(secret))


def is_here(box: str) -> bool:
    """Whether the key file of a box lies in its place."""
    return _file(box).is_file()


def store(box: str, private_key: bytes) -> None:
    """Write the wrapped key (mode 0600) whole or not at all, and on the disk on return."""
    target = _file(box)
    if target.exists():
        raise Conflict("The key of this box is already here.")
    nonce = secrets.token_bytes(NONCE_BYTES)
    wrapped = nonce + _wrapping(box).encrypt(nonce, private_key, _bound_to(box))
    draft = target.with_name(f"{box}.{secrets.token_hex(4)}.draft")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(wrapped)
        file.flush()
        os.fsync(file.fileno())
    draft.rename(target)
    _sync_folder()


def load(box: str) -> bytes:
    """The private key; raises Conflict, with the remedy, where the file is gone or of another secret."""
    try:
        wrapped = _file(box).read_bytes()
    except FileNotFoundError as error:
        raise Conflict(
            "The key of this ballot box is not here. Put it back from its backup: flask ballots restore."
        ) from error
    try:
        return _wrapping(box).decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], _bound_to(box))
    except (InvalidTag, ValueError) as error:
        raise Conflict(
            "The key of this ballot box was wrapped under another KEY_WRAPPING_SECRET, or is damaged. "
            "Nothing was deleted."
        ) from error


def destroy(box: str) -> None:
    """Overwrite and remove the key, and any draft of it; nothing happens where it is gone already.

    The overwriting reaches the same sectors only on a plain disk. An SSD, a copy-on-write file system, a
    snapshot or a backup of the instance folder may keep the old bytes, still wrapped under
    KEY_WRAPPING_SECRET: who must rule that out keeps this folder on an encrypted volume without snapshots.
    """
    for file in sorted(_file(box).parent.glob(f"{box}.*")):
        length = file.stat().st_size
        with file.open("r+b") as handle:
            handle.write(secrets.token_bytes(length))
            handle.flush()
            os.fsync(handle.fileno())
        file.unlink()
    _sync_folder()


def _sync_folder() -> None:
    handle = os.open(folder(), os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def wrap_backup(box: str, number: str, private_key: bytes) -> tuple[bytes, str]:
    """(the backup file, the recovery code that alone opens it)."""
    code = rules.recovery_code(secrets.randbits(5 * rules.CODE_LETTERS))
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(NONCE_BYTES)
    wrapped = _from_code(code, salt).encrypt(nonce, private_key, _bound_to(box))
    parts = {"salt": salt, "nonce": nonce, "wrapped": wrapped}
    document = {
        "kind": KIND,
        "box": box,
        "number": number,
        **{name: base64.b64encode(part).decode() for name, part in parts.items()},
    }
    return json.dumps(document, indent=1, sort_keys=True).encode() + b"\n", code


def unwrap_backup(box: str, file: bytes, recovery_code: str) -> tuple[bytes, str]:
    """(private key, the backup's number) from file and recovery code alone; raises Invalid."""
    if rules.read_recovery_code(recovery_code) is None:
        raise Invalid("The recovery code is mistyped: eight groups of four letters or digits.")
    try:
        document = json.loads(file)
        parts = [base64.b64decode(document[name], validate=True) for name in ("salt", "nonce", "wrapped")]
        kind, of_box, number = document["kind"], document["box"], str(document["number"])
    except (ValueError, KeyError, TypeError, binascii.Error, RecursionError) as error:
        raise Invalid("This file is not the backup of a ballot box's key, or it is damaged.") from error
    if kind != KIND or of_box != box:
        raise Invalid("This file is the backup of another ballot box's key.")
    salt, nonce, wrapped = parts
    try:
        return _from_code(recovery_code, salt).decrypt(nonce, wrapped, _bound_to(box)), number
    except (InvalidTag, ValueError) as error:
        raise Invalid("The recovery code does not belong to this file, or the file is damaged.") from error


def _from_code(recovery_code: str, salt: bytes) -> AESGCM:
    letters = rules.read_recovery_code(recovery_code) or ""
    return AESGCM(Scrypt(salt=salt, length=32, **SCRYPT).derive(letters.encode()))
