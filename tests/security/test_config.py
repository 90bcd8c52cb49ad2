"""What a production instance refuses to start with; each refusal is one plain line."""

from pathlib import Path

import pytest

from engage import create_app
from engage.config import BadSettings, Settings, read

GOOD = {
    "ENGAGE_ENV": "production",
    "SECRET_KEY": "k" * 20 + "1" * 20,
    "KEY_WRAPPING_SECRET": "w" * 20 + "2" * 20,
    "AUDIT_SECRET": "a" * 20 + "3" * 20,
    "ENGAGE_BASE_URL": "https://engage.anytown.example",
    "DATABASE_URL": "postgresql://u@h/main",
    "BALLOT_DATABASE_URL": "postgresql://i@h/ballots",
    "BALLOT_OWNER_URL": "postgresql://o@h/ballots",
    "ENGAGE_PROXIES": "0",
}


def settings(tmp_path: Path, **other: str) -> Settings:
    return read({**GOOD, "ENGAGE_INSTANCE": str(tmp_path), **other})


def test_production_starts_with_everything_set(tmp_path: Path) -> None:
    found = settings(tmp_path)
    assert found.production
    assert not found.demo
    assert found.https
    assert found.proxies == 0


@pytest.mark.parametrize(
    ("other", "named"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"SECRET_KEY": "changeme" * 8}, "SECRET_KEY"),
        ({"SECRET_KEY": "Default-" * 8}, "SECRET_KEY"),
        ({"SECRET_KEY": "secret" * 8}, "SECRET_KEY"),
        ({"KEY_WRAPPING_SECRET": ""}, "KEY_WRAPPING_SECRET"),
        ({"KEY_WRAPPING_SECRET": GOOD["SECRET_KEY"]}, "the same"),
        ({"AUDIT_SECRET": ""}, "AUDIT_SECRET"),
        ({"AUDIT_SECRET": GOOD["SECRET_KEY"]}, "the same"),
        ({"AUDIT_SECRET": GOOD["KEY_WRAPPING_SECRET"]}, "the same"),
        ({"ENGAGE_AUDIT_SECRET": "x" * 40}, "AUDIT_SECRET is meant"),
        ({"ENGAGE_DEMO": "1"}, "ENGAGE_DEMO"),
        ({"ENGAGE_BASE_URL": "http://engage.anytown.example"}, "https://"),
        ({"ENGAGE_BASE_URL": ""}, "https://"),
        ({"BALLOT_DATABASE_URL": ""}, "BALLOT_DATABASE_URL"),
        ({"BALLOT_OWNER_URL": ""}, "BALLOT_OWNER_URL"),
        ({"ENGAGE_PROXIES": ""}, "ENGAGE_PROXIES"),
        ({"ENGAGE_ENV": "prod"}, "development or production"),
        ({"ENGAGE_ENV": ""}, "development or production"),
        ({"ENGAGE_ENV": "Production"}, "development or production"),
        ({"ENGAGE_KEY_WRAPPING_SECRET": "x" * 40}, "KEY_WRAPPING_SECRET is meant"),
        ({"ENGAGE_SECRET_KEY": "x" * 40}, "SECRET_KEY is meant"),
        ({"ENGAGE_DATABASE_URL": "postgresql://u@h/main"}, "DATABASE_URL is meant"),
        ({"ENGAGE_PRODUCTION": "1"}, "ENGAGE_ENV=production is meant"),
        ({"DATABASE_URL": "postgresql://u:pw-of-db@h:port/main"}, "DATABASE_URL cannot be read"),
        ({"BALLOT_DATABASE_URL": "postgresql://u:p@ss:w@h:x/b"}, "BALLOT_DATABASE_URL cannot be read"),
        ({"BALLOT_OWNER_URL": "postgresql://u@h:5432x/b"}, "BALLOT_OWNER_URL cannot be read"),
        ({"DATABASE_URL": "sqlite:///:memory:"}, "DATABASE_URL must name a file"),
        ({"DATABASE_URL": "mysql://u@h/main"}, "postgresql://"),
        ({"ENGAGE_MAX_BODY_KB": "-1"}, "ENGAGE_MAX_BODY_KB"),
        ({"ENGAGE_MAX_BODY_KB": "²"}, "ENGAGE_MAX_BODY_KB"),
    ],
)
def test_production_refuses_in_one_line(tmp_path: Path, other: dict[str, str], named: str) -> None:
    with pytest.raises(BadSettings) as refused:
        settings(tmp_path, **other)
    assert named in str(refused.value)
    assert "\n" not in str(refused.value)
    assert not any(value in str(refused.value) for value in (*other.values(), "pw-of-db") if len(value) > 7)


@pytest.mark.parametrize(
    "colour",
    ["red", "#fff", "#0b55600", "#0b556g", "#0b5560;}body{background:url(//x)", "#0b5560\n", "</style><script>", ""],
)
@pytest.mark.parametrize("environment", ["production", "development"])
def test_a_brand_colour_that_is_more_than_a_colour_stops_the_start(
    tmp_path: Path, colour: str, environment: str
) -> None:
    with pytest.raises(BadSettings, match="ENGAGE_BRAND_COLOUR"):
        settings(tmp_path, ENGAGE_BRAND_COLOUR=colour, ENGAGE_ENV=environment)


def test_a_brand_colour_of_six_digits_is_taken(tmp_path: Path) -> None:
    assert settings(tmp_path, ENGAGE_BRAND_COLOUR="#A1b2C3").brand_colour == "#A1b2C3"


def test_no_secret_and_no_database_password_is_in_what_a_stack_trace_would_print(tmp_path: Path) -> None:
    told = repr(settings(tmp_path, ENGAGE_SMTP_PASSWORD="hush-hush", DATABASE_URL="postgresql://u:pw-of-db@h/main"))
    for hidden in (GOOD["SECRET_KEY"], GOOD["KEY_WRAPPING_SECRET"], GOOD["AUDIT_SECRET"], "hush-hush", "pw-of-db"):
        assert hidden not in told


def test_production_never_runs_in_debug_and_its_cookie_is_bound_to_the_host(tmp_path: Path) -> None:
    urls = {name: f"sqlite:///{tmp_path}/{name}.db" for name in ("a", "b")}
    app = create_app(
        settings(tmp_path, DATABASE_URL=urls["a"], BALLOT_DATABASE_URL=urls["b"], BALLOT_OWNER_URL=urls["b"])
    )
    assert not app.debug
    assert not app.testing
    assert app.config["SESSION_COOKIE_NAME"] == "__Host-engage"
    assert app.config["SESSION_COOKIE_SECURE"]
    assert app.config["SESSION_COOKIE_HTTPONLY"]
    assert app.config["SESSION_COOKIE_SAMESITE"] == "Lax"
    assert not app.config.get("SESSION_COOKIE_DOMAIN")
    assert app.config.get("SESSION_COOKIE_PATH") in {None, "/"}
