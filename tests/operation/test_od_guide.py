"""docs/od-guide.md: what it says stands on the screen does, and its pictures are there and small."""

import re

import pytest

from engage.config import ROOT

GUIDE = (ROOT / "docs" / "od-guide.md").read_text()
LABELS = sorted({" ".join(words.split()) for words in re.findall(r"\*\*(.+?)\*\*", GUIDE, re.DOTALL)})
PICTURES = sorted({*re.findall(r"\((pictures/[^)]+)\)", GUIDE)})
MOST_BYTES = 100_000


def _screens() -> str:
    """Whatever templates, views, forms and rules say; the guide within Engage repeats labels, and proves none."""
    pages = [path for path in (ROOT / "templates").rglob("*.html") if "guide" not in path.parts]
    return "\n".join(path.read_text() for path in (*pages, *(ROOT / "engage").rglob("*.py")))


def test_every_word_in_bold_stands_on_some_screen() -> None:
    screens = _screens()
    assert len(LABELS) > 40
    assert [label for label in LABELS if label not in screens] == []


@pytest.mark.parametrize("picture", PICTURES)
def test_every_picture_is_there_and_small(picture: str) -> None:
    path = ROOT / "docs" / picture
    assert path.is_file() and path.stat().st_size < MOST_BYTES


def test_the_readme_leads_to_it() -> None:
    assert "(docs/od-guide.md)" in (ROOT / "README.md").read_text()
    assert len(PICTURES) > 8
