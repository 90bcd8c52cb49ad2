"""The addresses of training cohorts and equality figures."""

from typing import Any

from tests.factories import People

SIGNED_IN = ""
OD = """programme.training programme.training_csv programme.edit_course programme.save_course programme.equality
programme.link_group programme.save_group programme.drop_group programme.import_equality programme.equality_example
programme.look_at_equality programme.imported_equality programme.take_equality"""
PAGES = (
    ("Chloe", "/programme/manage/training"), ("Chloe", "/programme/manage/equality"),
    ("Chloe", "/programme/manage/equality/import"),
)  # fmt: skip
ELSEWHERE = {
    "programme.training_csv": "a download",
    "programme.equality_example": "a download",
    "programme.edit_course": "a form of the same template as that of a risk",
    "programme.link_group": "a form of the same template as that of a risk",
    "programme.imported_equality": "it needs a file; tests/programme look at it",
}


def scene(people: People) -> dict[str, Any]:
    """What the other parts of the programme have made is enough."""
    return {}
