"""docs/operate.md: every command, option, setting and file in it is real, and what must not be logged is not."""

import re

import click
import pytest
from flask import Flask

from engage.config import MISNAMED, ROOT, Settings

TEXT = (ROOT / "docs" / "operate.md").read_text()
SAID = re.compile(r"(?:engage-flask|bin/flask|`flask|… flask) ([a-z][^\n`|;]*)")
# Who answers, who is in a staff network, who asks a first aider: named in the README as what a proxy must not log.
SILENT = [
    "/surveys/7/answer", "/surveys/7/ballots", "/surveys/7/thanks", "/values/feedback/7/answer",
    "/values/feedback/outside/token",
    "/networks/3/join", "/networks/3/leave", "/networks/3/coordinate", "/networks/3/coordinate/people",
    "/networks/yours", "/first-aid", "/first-aid/log",
]  # fmt: skip


def commands() -> list[list[str]]:
    """Each flask command of the page, in words."""
    return [said.replace("\n", " ").split() for said in SAID.findall(TEXT)]


def test_every_command_is_one_that_flask_knows(app: Flask) -> None:
    assert len(commands()) > 20
    for words in commands():
        group: click.Command = app.cli
        while isinstance(group, click.Group) and words:
            name = words.pop(0).strip(",.:`")
            assert name in group.commands, f"flask has no {name}"
            group = group.commands[name]
        options = {name for each in group.params for name in each.opts}
        assert {word.strip(",.:") for word in words if word.startswith("--")} <= options, group.name


def test_every_setting_is_one_that_is_read() -> None:
    known = (
        {f"ENGAGE_{name.upper()}" for name in Settings.__dataclass_fields__} | set(MISNAMED.values()) | {"ENGAGE_ENV"}
    )
    found = set(re.findall(r"^ +([A-Z_]{5,})=", TEXT, re.MULTILINE))
    assert "DATABASE_URL" in found
    assert found <= known


def test_every_make_target_is_there() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"make (?:-C \S+ )?([a-z]+)`?$", TEXT, re.MULTILINE)) <= targets


@pytest.mark.parametrize("path", SILENT)
def test_what_would_show_who_answers_is_not_logged(path: str) -> None:
    patterns = re.findall(r'"~(\^[^"]+)" 0;', TEXT)
    assert any(re.search(pattern, path) for pattern in patterns)
    assert not any(re.search(pattern, "/surveys/7/results") for pattern in patterns)


def test_what_is_logged_does_not_name_the_page_before() -> None:
    (fields,) = re.findall(r"log_format engage '([^']+)';", TEXT)
    assert "referer" not in fields
    assert re.findall(r"access_log \S+ (\S+) if=", TEXT) == ["engage"]


def test_every_route_that_takes_an_answer_is_among_them(app: Flask) -> None:
    patterns = re.findall(r'"~(\^[^"]+)" 0;', TEXT)
    paths = [re.sub(r"<[^>]+>", "7", rule.rule) for rule in app.url_map.iter_rules()]
    own = [path for path in paths if path.startswith(("/surveys/", "/values/feedback/"))]
    wanted = [path for path in own if re.search(r"/(answer|ballots)(/|$)", path)]
    wanted += [path for path in paths if path.startswith(("/first-aid", "/values/feedback/outside"))]
    assert len(wanted) > 4
    assert [path for path in wanted if not any(re.search(pattern, path) for pattern in patterns)] == []


def test_the_addresses_that_are_watched_answer(app: Flask) -> None:
    rules = {rule.rule for rule in app.url_map.iter_rules()}
    assert set(re.findall(r"`GET (/[a-z]+)`", TEXT)) == {"/healthz", "/readyz"}
    assert {"/healthz", "/readyz"} <= rules
