"""flask values: frameworks in and out without the pages."""

from datetime import timedelta
from pathlib import Path

from click.testing import Result
from flask import Flask

from engage.core import clock
from engage.core.db import db
from engage.values.models import FrameworkDraft
from tests.factories import People
from tests.values.published import document, drafted, published
from tests.values.shared_file import rows
from tests.values.test_framework_files import BAD, GOOD


def run(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=["values", *words])


def count() -> int:
    db.session.rollback()
    return db.session.query(FrameworkDraft).count()


def test_a_file_comes_in_as_drafts_and_a_dry_run_changes_nothing(app: Flask, people: People, tmp_path: Path) -> None:
    file = tmp_path / "frameworks.csv"
    file.write_text(GOOD + "D,Fair,everyone,,\n")
    dry = run(app, "import", str(file), "--dry-run")
    assert dry.output == "C: 2 values, 2 statements\nD: 1 value, 0 statements\nNothing was changed.\n"
    assert count() == 0
    done = run(app, "import", str(file))
    assert (done.exit_code, count()) == (0, 2)
    number = done.output.split()[-1]
    out = run(app, "export", "--draft", number)
    assert rows(out.output)[1] == ["D", "Fair", "everyone", "", ""]


def test_a_file_of_100_mb_is_refused_by_its_size_before_it_is_read(app: Flask, people: People, tmp_path: Path) -> None:
    file = tmp_path / "huge.csv"
    with file.open("wb") as out:
        out.truncate(100_000_000)
    file.chmod(0o000)
    result = run(app, "import", str(file))
    assert (result.exit_code, result.output) == (
        1, "Error: huge.csv: The file is larger than 2 MB. No framework is: choose the right file.\n"
    )  # fmt: skip


def test_a_bad_file_is_one_line_and_changes_nothing(app: Flask, people: People, tmp_path: Path) -> None:
    file = tmp_path / "program.pdf"
    for data, where, said in BAD.values():
        file.write_bytes(data if isinstance(data, bytes) else data.encode())
        result = run(app, "import", str(file))
        assert result.exit_code == 1
        assert result.output.startswith(f"Error: program.pdf: {where}")
        assert said in result.output
        assert result.output.count("\n") == 1
    assert run(app, "import", str(tmp_path / "nowhere.csv")).exit_code == 1
    assert count() == 0


def test_the_version_in_force_or_any_other_goes_out(app: Flask, people: People) -> None:
    assert "There is no such version" in run(app, "export").output
    published(from_day=clock.today() - timedelta(days=3))
    published(document("The next"))
    assert rows(run(app, "export").output)[1][4] == "Say early when something goes wrong"
    assert '"title": "The next"' in run(app, "export", "--format", "json").output
    assert '"title": "Our values' in run(app, "export", "--version", "1", "--format", "json").output
    assert "identity" in run(app, "export", "--draft", str(drafted()), "--identities").output
    assert run(app, "export", "--version", "9").exit_code == 1
