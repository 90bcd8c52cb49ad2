"""The shape of the house, held; each rule is first shown to be able to fail."""

import re
import subprocess
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

import engage
from engage.config import Settings
from tests import architecture as rules

ROOT = rules.ROOT
# Here the forbidden words stand because they are what is looked for.
NAMES_THEM = {"tests/architecture.py", "tests/test_architecture.py"}
Rule = Callable[[str, str], Iterator[str]]

PYTHON: tuple[Rule, ...] = (
    rules.too_long,
    rules.long_functions,
    rules.commits,
    rules.reads_the_clock,
    rules.renders_strings,
    rules.impure_rules,
)
TEMPLATES: tuple[Rule, ...] = (rules.too_long, rules.unsafe_markup, rules.wrong_fragment_root)
LONG = "def f():\n" + "    x = 1\n" * 40


def _files(folder: str, ending: str) -> list[tuple[str, str]]:
    found = sorted((ROOT / folder).rglob(f"*{ending}"))
    return [(str(path.relative_to(ROOT).as_posix()), path.read_text()) for path in found]


def _faults(checks: Iterable[Rule], files: list[tuple[str, str]]) -> list[str]:
    assert files
    return [f"{name}: {fault}" for name, text in files for check in checks for fault in check(name, text)]


def test_every_module_keeps_to_the_rules() -> None:
    faults = _faults(PYTHON, _files("engage", ".py"))
    assert not faults, "\n".join(faults)


def test_every_template_keeps_to_the_rules() -> None:
    faults = _faults(TEMPLATES, _files("templates", ".html"))
    assert not faults, "\n".join(faults)


def test_every_test_file_is_short_enough_to_read() -> None:
    files = _files("tests", ".py") + _files("bench", ".py")
    faults = _faults((rules.too_long, rules.long_functions), files)
    assert not faults, "\n".join(faults)


def test_every_address_is_kebab_case_with_typed_ids(tmp_path: Path) -> None:
    settings = Settings(
        secret_key="s" * 40,
        key_wrapping_secret="w" * 40,
        audit_secret="a" * 40,
        instance=tmp_path,
        database_url=f"sqlite:///{tmp_path}/engage.db",
        ballot_database_url=f"sqlite:///{tmp_path}/ballots.db",
        ballot_owner_url=f"sqlite:///{tmp_path}/ballots.db",
        demo=True,
    )
    app = engage.create_app(settings)
    faults = [fault for rule in app.url_map.iter_rules() for fault in rules.wrong_address(rule.rule)]
    assert not faults, "\n".join(faults)


def test_every_feature_has_the_same_six_parts_and_is_registered() -> None:
    folders = [path for path in sorted((ROOT / "engage").iterdir()) if (path / "__init__.py").exists()]
    faults = [
        fault
        for folder in folders
        for fault in rules.incomplete_feature(folder.name, {part.stem for part in folder.iterdir()}, engage.FEATURES)
    ]
    assert not faults, "\n".join(faults)
    assert set(engage.FEATURES) <= {folder.name for folder in folders}


def test_everything_in_the_repository_is_our_own() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a clone: what belongs to the repository cannot be told apart")
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, check=True,
    )  # fmt: skip
    names = [name for name in listing.stdout.decode().split("\0") if name and (ROOT / name).is_file()]
    faults = [
        f"{name}: {fault}"
        for name in names
        if name not in NAMES_THEM
        for fault in rules.not_our_own(name, (ROOT / name).read_bytes())
    ]
    assert names
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    ("check", "name", "wrong", "right"),
    [
        (rules.too_long, "engage/x.py", "x\n" * 301, "x\n" * 300),
        (rules.too_long, "templates/x.html", "x\n" * 151, "x\n" * 150),
        (rules.too_long, "tests/test_x.py", "x\n" * 301, "x\n" * 300),
        (rules.long_functions, "engage/x.py", LONG, LONG.removesuffix("    x = 1\n")),
        (rules.commits, "engage/x.py", "db.session.commit()", "db.session.flush()"),
        (rules.reads_the_clock, "engage/x.py", "at = datetime.now(UTC)", "at = clock.now()"),
        (rules.reads_the_clock, "engage/x.py", "on = date.today()", "on = clock.today()"),
        (rules.reads_the_clock, "engage/x.py", "time.time()", "time.sleep(1)"),
        (rules.reads_the_clock, "engage/x.py", "default=func.now()", "default=clock.now"),
        (rules.renders_strings, "engage/x.py", "render_template_string(text)", "render_template(name)"),
        (rules.impure_rules, "engage/a/rules.py", "from engage.a import models", "import numpy as np"),
        (rules.impure_rules, "engage/a/rules/b.py", "import flask", "from engage.a.rules.c import D"),
        (rules.impure_rules, "engage/a/rules.py", "import engage.directory", "import engage.directory.rules.months"),
        (rules.unsafe_markup, "templates/x.html", "{{ text|safe }}", "{{ text }}"),
        (rules.unsafe_markup, "templates/x.html", "{{ text | safe }}", "{{ text|safely }}"),
        (rules.unsafe_markup, "templates/x.html", "{% autoescape false %}", "{% if x %}"),
        (rules.unsafe_markup, "templates/x.html", '<p style="x">', '<p class="style">'),
        (rules.unsafe_markup, "templates/x.html", '<p data-hx-on:click="x">', '<p data-hx-get="/x">'),
        (rules.unsafe_markup, "templates/x.html", '<p onclick="x">', '<p data-once="x">'),
        (rules.unsafe_markup, "templates/x.html", '<p hx-get="/x">', '<p data-hx-get="/x">'),
        (rules.wrong_fragment_root, "templates/a/_a_b.html", '<p id="ab"></p>', '<p id="a-b"></p>'),
        (rules.wrong_fragment_root, "templates/a/_a.html", "<p id=a></p><p></p>", "{% if x %}<p id=a></p>"),
    ],
)  # fmt: skip
def test_a_rule_that_is_broken_is_noticed(check: Rule, name: str, wrong: str, right: str) -> None:
    assert list(check(name, wrong))
    assert not list(check(name, right))


@pytest.mark.parametrize("rule", ["/awardRounds", "/award_rounds/", "/surveys/<survey_id>", "/Surveys"])
def test_an_address_out_of_style_is_noticed(rule: str) -> None:
    assert list(rules.wrong_address(rule))


@pytest.mark.parametrize("rule", ["/", "/award-rounds/<int:round_id>/close", "/surveys/<int:id>/results.csv"])
def test_an_address_in_style_passes(rule: str) -> None:
    assert not list(rules.wrong_address(rule))


def test_a_feature_that_forgot_a_step_is_noticed() -> None:
    assert list(rules.incomplete_feature("events", set(rules.SIX), ("home",)))
    assert list(rules.incomplete_feature("events", set(rules.SIX) - {"rules"}, ("events",)))
    assert not list(rules.incomplete_feature("events", set(rules.SIX), ("events",)))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("requirements/run.txt", "--index-url https://pypi.org/simple"),
        ("static/package-lock.json", '"resolved": "https://registry.npmjs.org/x"'),
        ("README.md", "cd /work/main"),
        ("static/src/app.js", "/*! Somebody else's, all of it */"),
        ("static/src/app.css", "p{}" * 1000),
        ("static/vendor/x.js", ""),
        ("static/src/font.woff2", "\0"),
        ("data.csv", "1\n" * 300_000),
    ],
)
def test_what_is_not_our_own_is_noticed(name: str, content: str) -> None:
    assert list(rules.not_our_own(name, content.encode()))


def test_our_own_passes() -> None:
    assert not list(rules.not_our_own("static/src/app.js", b"// Says why.\nconst a = 1;\n"))


def test_a_class_is_laid_out_in_one_place_alone() -> None:
    sheets: dict[str, list[str]] = {}
    for sheet in sorted((ROOT / "static" / "src" / "styles").glob("*.scss")):
        for name in re.findall(r"^(\.engage-[\w-]+) \{", sheet.read_text(), re.MULTILINE):
            sheets.setdefault(name, []).append(sheet.name)
    assert len(sheets) > 100
    assert {name: found for name, found in sheets.items() if len(found) > 1} == {}
