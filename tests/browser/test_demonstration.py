"""What a newcomer's demonstration is like before anybody has touched it."""

import shutil
import subprocess
import sys
from pathlib import Path

from engage.config import ROOT
from tests.browser.conftest import _environment

# A folder in which nothing runs, that nobody has backed up, and that is no production.
OF_THE_MACHINE = ("the worker is alive", "there is a recent backup", "settings are those of production")


def test_the_doctor_has_nothing_to_say_about_a_fresh_demonstration(demonstration: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(demonstration, tmp_path / "instance")
    done = subprocess.run([sys.executable, "-m", "flask", "--app", "wsgi", "doctor"], cwd=ROOT, text=True,
                          env=_environment(copy), capture_output=True, check=False)  # fmt: skip
    lines = done.stdout.splitlines()[:-1]
    assert len(lines) > 50, done.stderr
    wrong = [each for each in lines if not each.startswith("fine ")]
    assert [each for each in wrong if each.split(maxsplit=1)[1].partition(":")[0] not in OF_THE_MACHINE] == []
