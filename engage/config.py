"""Settings: read once from the environment, frozen, checked before anything starts."""

import os
import re
import secrets
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import MISSING, Field, dataclass, field, fields
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

ROOT = Path(__file__).resolve().parent.parent
SHORTEST_SECRET = 32
SECRETS = ("SECRET_KEY", "KEY_WRAPPING_SECRET", "AUDIT_SECRET")
# It stands in a <style> that the content security policy lets through: nothing but a colour may reach it.
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")

# What goes by another name than ENGAGE_ and the field's.
MISNAMED = {
    "secret_key": "SECRET_KEY",
    "key_wrapping_secret": "KEY_WRAPPING_SECRET",
    "audit_secret": "AUDIT_SECRET",
    "database_url": "DATABASE_URL",
    "ballot_database_url": "BALLOT_DATABASE_URL",
    "ballot_owner_url": "BALLOT_OWNER_URL",
    "production": "ENGAGE_ENV=production",
}


# What each setting means, for the administrators' page; the README has the same for operators.
MEANINGS = {
    "secret_key": "Signs sessions and links.",
    "key_wrapping_secret": "Wraps the keys of ballot boxes.",
    "audit_secret": "Seals the audit log. Another one would make the whole log look broken.",
    "instance": "Where secrets, files, SQLite databases and the keys of ballot boxes lie.",
    "database_url": "The product’s database.",
    "ballot_database_url": "The ballot box, as the web process may use it.",
    "ballot_owner_url": "The ballot box, as the worker may use it.",
    "production": "What this is: production makes every safety check binding.",
    "demo": "Offers the demonstration’s six people to sign in as. Refused in production.",
    "organisation": "The council’s name.",
    "brand_colour": "The colour of the header, of links and buttons.",
    "base_url": "The address staff use; it stands in mail and on posters.",
    "proxies": "How many proxies in front are trusted for the client’s address.",
    "session_hours": "After how many hours a session ends, used or not.",
    "idle_minutes": "After how many minutes without a request a session ends.",
    "max_upload_mb": "The largest file that a page takes, in megabytes.",
    "max_body_kb": "The most text that one form takes, in kilobytes.",
    "import_max_rows": "The most rows of an imported file.",
    "import_max_mb": "The largest file that an import by command takes, in megabytes.",
    "leavers_stop_percent": "An import that makes a larger share of people leavers stops unless told otherwise.",
    "mail_from": "The address that mail comes from.",
    "smtp_host": "The council’s mail relay. Without one, mail is laid into a folder, or in production not sent.",
    "smtp_port": "The relay’s port.",
    "smtp_user": "Whom Engage signs in to the relay as.",
    "smtp_password": "The relay’s password.",
    "smtp_starttls": "Whether mail is handed over encrypted.",
    "help_contact": "Whom staff are told to ask for help.",
    "speak_up_contact": "Where staff are told to raise what is serious.",
}


ENVIRONMENTS = {True: "production", False: "development"}


class BadSettings(Exception):
    """A setting that would make the service unsafe or unable to run; its text is one plain line."""


@dataclass(frozen=True)
class Settings:
    """Everything an operator can set; the README has the table with each meaning."""

    secret_key: str = field(repr=False)
    key_wrapping_secret: str = field(repr=False)
    audit_secret: str = field(repr=False)
    instance: Path = ROOT / "instance"
    database_url: str = field(default="", repr=False)
    ballot_database_url: str = field(default="", repr=False)
    ballot_owner_url: str = field(default="", repr=False)
    production: bool = False
    demo: bool = False
    organisation: str = "Anytown Council"
    brand_colour: str = "#0b5560"
    base_url: str = "http://127.0.0.1:8000"
    proxies: int = 0
    session_hours: int = 12
    idle_minutes: int = 60
    max_upload_mb: int = 20
    max_body_kb: int = 512
    import_max_rows: int = 200_000
    import_max_mb: int = 80
    leavers_stop_percent: int = 10
    mail_from: str = "engage@localhost"
    smtp_host: str = ""
    smtp_port: int = 25
    smtp_user: str = ""
    smtp_password: str = field(default="", repr=False)
    smtp_starttls: bool = False
    help_contact: str = "your OD team"
    speak_up_contact: str = "your whistleblowing policy"

    @property
    def sends_mail(self) -> bool:
        """Whether mail reaches anybody; codes laid into a folder of a production server would only lie there."""
        return bool(self.smtp_host) or not self.production

    @property
    def https(self) -> bool:
        """Whether staff reach the service over HTTPS."""
        return self.base_url.startswith("https://")


@dataclass(frozen=True)
class Line:
    """One setting as it may be shown: its name in the environment, what is in force, what it is else, and what for."""

    name: str
    value: str
    default: str
    about: str
    is_default: bool


def in_force(settings: Settings) -> Sequence[Line]:
    """Every setting; of a secret, or of an address that can hold a password, only whether it is set."""
    return [_line(settings, spec) for spec in fields(settings)]


def _line(settings: Settings, spec: "Field[object]") -> Line:
    name = MISNAMED.get(spec.name, f"ENGAGE_{spec.name.upper()}").partition("=")[0]
    value, given = getattr(settings, spec.name), spec.default is not MISSING
    if spec.name == "production":
        return Line(name, ENVIRONMENTS[bool(value)], ENVIRONMENTS[False], MEANINGS[spec.name], not value)
    if not spec.repr:
        return Line(name, "Set" if value else "Not set", "Not set", MEANINGS[spec.name], not value)
    default = spec.default if given else ""
    return Line(name, _shown(value), _shown(default), MEANINGS[spec.name], given and value == default)


def _shown(value: object) -> str:
    return {True: "On", False: "Off"}[value] if isinstance(value, bool) else str(value) or "Empty"


def read(environ: Mapping[str, str] | None = None) -> Settings:
    """The settings of this process, or BadSettings with the one line to print."""
    env = os.environ if environ is None else environ
    production = _environment(env) == "production"
    instance = _instance(env)
    settings = Settings(
        secret_key=_secret(env, "SECRET_KEY", instance / "secret_key", production),
        key_wrapping_secret=_secret(env, "KEY_WRAPPING_SECRET", instance / "key_wrapping_secret", production),
        audit_secret=_secret(env, "AUDIT_SECRET", instance / "audit_secret", production),
        instance=instance,
        database_url=_database(env, "DATABASE_URL", instance / "engage.db"),
        ballot_database_url=_database(env, "BALLOT_DATABASE_URL", instance / "ballots.db"),
        ballot_owner_url=_database(
            env, "BALLOT_OWNER_URL" if env.get("BALLOT_OWNER_URL") else "BALLOT_DATABASE_URL", instance / "ballots.db"
        ),
        production=production,
        demo=_flag(env, "ENGAGE_DEMO"),
        **_plain(env),  # type: ignore[arg-type]  # each value is converted to its field's own type
    )
    _refuse_unsafe(settings, env)
    return settings


def _refuse_unsafe(settings: Settings, env: Mapping[str, str]) -> None:
    if not COLOUR.fullmatch(settings.brand_colour):
        raise BadSettings("ENGAGE_BRAND_COLOUR must be # and six hexadecimal digits, such as #0b5560.")
    if len({settings.secret_key, settings.key_wrapping_secret, settings.audit_secret}) < 3:
        raise BadSettings(
            "Two of SECRET_KEY, KEY_WRAPPING_SECRET and AUDIT_SECRET are the same: give each its own value."
        )
    if not settings.production:
        return
    if settings.demo:
        raise BadSettings("ENGAGE_DEMO is on in production: anybody could sign in as anybody. Turn it off.")
    if settings.database_url.startswith("postgresql") and not (
        env.get("BALLOT_DATABASE_URL") and env.get("BALLOT_OWNER_URL")
    ):
        raise BadSettings(
            "DATABASE_URL is PostgreSQL, so BALLOT_DATABASE_URL and BALLOT_OWNER_URL must be set: "
            "ballots live in a database of their own."
        )
    if not settings.https:
        raise BadSettings("ENGAGE_BASE_URL must begin with https:// in production.")
    if not env.get("ENGAGE_PROXIES"):
        raise BadSettings(
            "ENGAGE_PROXIES must be set in production: how many proxies stand in front, 0 where none does. "
            "Else sign-in would count everybody's mistakes as one address's."
        )


def keep_secrets(environ: Mapping[str, str]) -> None:
    """Write each secret of a trial that is not given, once, into the instance's folder: what one process seals, the
    next can read. In production nothing is made up."""
    missing = [name for name in SECRETS if not environ.get(name)]
    if missing and _environment(environ) != "production":
        try:
            write_secrets(_instance(environ), missing)
        except OSError as error:
            raise BadSettings(
                f"{', '.join(missing)} cannot be kept in {_instance(environ)} ({error.strerror}): set them, or "
                "ENGAGE_INSTANCE to a folder that can be written."
            ) from error


def write_secrets(instance: Path, names: Sequence[str] = SECRETS) -> None:
    """Those that are not there yet; each is there whole or not at all, however many processes start at once."""
    instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in names:
        file = instance / name.lower()
        if file.exists():
            continue
        handle, draft = tempfile.mkstemp(prefix=f".{file.name}-", dir=instance)
        with os.fdopen(handle, "w") as out:
            out.write(secrets.token_hex(32))
        with suppress(FileExistsError):
            os.link(draft, file)
        os.unlink(draft)


def _instance(env: Mapping[str, str]) -> Path:
    return Path(env.get("ENGAGE_INSTANCE", str(ROOT / "instance"))).resolve()


def _secret(env: Mapping[str, str], name: str, file: Path, production: bool) -> str:
    value = env.get(name, "") or (file.read_text().strip() if file.is_file() else "")
    if not value and not production:
        return secrets.token_urlsafe(48)
    if len(value) < SHORTEST_SECRET or value.lower().startswith(("change", "default", "secret")):
        raise BadSettings(f"{name} is missing, short or a default: set {SHORTEST_SECRET} random characters or more.")
    return value


def _database(env: Mapping[str, str], name: str, file: Path) -> str:
    url = env.get(name, "")
    if not url:
        return f"sqlite:///{file}"
    if url.startswith(("postgres://", "postgresql://")):
        url = "postgresql+psycopg://" + url.split("://", 1)[1]
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise BadSettings(f"{name} must begin with postgresql:// or sqlite:///.")
    try:
        parts = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise BadSettings(
            f"{name} cannot be read: it must look like postgresql://user:password@host:5432/name, "
            "the port a number, and @ : / in the password written %40 %3A %2F."
        ) from error
    if parts.drivername == "sqlite" and parts.database in {None, "", ":memory:"}:
        raise BadSettings(f"{name} must name a file: sqlite:////srv/engage/engage.db, for example.")
    return url


def _environment(env: Mapping[str, str]) -> str:
    value = env.get("ENGAGE_ENV", "development")
    if value not in {"development", "production"}:
        raise BadSettings("ENGAGE_ENV must be development or production, in these very letters.")
    return value


def _flag(env: Mapping[str, str], name: str) -> bool:
    return env.get(name, "").lower() in {"1", "true", "yes", "on"}


def _plain(env: Mapping[str, str]) -> dict[str, object]:
    """The settings that are a number, a text or a switch under ENGAGE_<NAME>, where set."""
    found: dict[str, object] = {}
    for name, spec in Settings.__dataclass_fields__.items():
        raw = env.get(f"ENGAGE_{name.upper()}")
        if raw is None or name in {"instance", "demo", "base_url"}:
            continue
        if name in MISNAMED:
            raise BadSettings(f"ENGAGE_{name.upper()} is no setting: {MISNAMED[name]} is meant.")
        if spec.type is int:
            if not (raw.isascii() and raw.isdigit()):
                raise BadSettings(f"ENGAGE_{name.upper()} must be a whole number.")
            found[name] = int(raw)
        else:
            found[name] = _flag(env, f"ENGAGE_{name.upper()}") if spec.type is bool else raw
    if env.get("ENGAGE_BASE_URL"):
        found["base_url"] = env["ENGAGE_BASE_URL"].rstrip("/")
    return found
