"""The seal: X25519 with a fresh key for each ballot, HKDF-SHA-256, AES-256-GCM; every ballot one length."""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from engage.ballots.rules import LENGTH_BYTES, BadBallot, pad, unpad

VERSION = b"\x01"
KEY_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16
CANARY = b"This ballot box opens."
OVERHEAD = len(VERSION) + KEY_BYTES + LENGTH_BYTES + TAG_BYTES


def new_key_pair() -> tuple[bytes, bytes]:
    """(private key, public key), 32 raw bytes each."""
    private = X25519PrivateKey.generate()
    return private.private_bytes_raw(), private.public_key().public_bytes_raw()


def seal(public_key: bytes, box: str, payload: bytes, size: int) -> bytes:
    """Seal a payload of at most `size` bytes for a box: always OVERHEAD + size bytes; raises BadBallot.

    Version, ephemeral public key (32 bytes), ciphertext with its tag. As in RFC 9180's base mode, key and
    nonce come from the shared secret and both public keys; the box is bound in as well, twice.
    """
    padded = pad(payload, size)
    ephemeral = X25519PrivateKey.generate()
    own = ephemeral.public_key().public_bytes_raw()
    shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(public_key))
    cipher, nonce = _cipher(shared, own, public_key, box)
    return VERSION + own + cipher.encrypt(nonce, padded, _bound_to(box))


def unseal(private_key: bytes, box: str, sealed: bytes) -> bytes:
    """The payload; raises BadBallot for another key, another box, or a single changed bit."""
    head = len(VERSION) + KEY_BYTES
    if sealed[: len(VERSION)] != VERSION or len(sealed) < OVERHEAD:
        raise BadBallot("The ballot is not one of this service.")
    own = sealed[len(VERSION) : head]
    private = X25519PrivateKey.from_private_bytes(private_key)
    try:
        shared = private.exchange(X25519PublicKey.from_public_bytes(own))
        cipher, nonce = _cipher(shared, own, private.public_key().public_bytes_raw(), box)
        padded = cipher.decrypt(nonce, sealed[head:], _bound_to(box))
    except (InvalidTag, ValueError) as error:
        raise BadBallot("The ballot does not open with this key.") from error
    return unpad(padded)


def seal_canary(public_key: bytes, box: str) -> bytes:
    """A sealed text that everybody knows, so that a key can be tried without a ballot."""
    return seal(public_key, box, CANARY, len(CANARY))


def opens(private_key: bytes, box: str, canary: bytes) -> bool:
    """Whether this key opens the canary of this box."""
    try:
        return unseal(private_key, box, canary) == CANARY
    except BadBallot:
        return False


def _cipher(shared: bytes, ephemeral: bytes, recipient: bytes, box: str) -> tuple[AESGCM, bytes]:
    """The cipher and nonce of one ballot; no key is ever used twice, so the nonce may be derived too."""
    derived = HKDF(SHA256(), KEY_BYTES + NONCE_BYTES, ephemeral + recipient, _bound_to(box)).derive(shared)
    return AESGCM(derived[:KEY_BYTES]), derived[KEY_BYTES:]


def _bound_to(box: str) -> bytes:
    return b"engage ballot 1:" + box.encode()
