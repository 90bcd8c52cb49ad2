"""The addresses of question sets, copies, sheets and pulse series."""

from typing import Any

from engage.core.db import transaction
from tests.factories import People
from tests.surveys import series_made

OD = """surveys.library surveys.library_set surveys.library_versions surveys.library_words surveys.library_reword
surveys.library_choose surveys.library_pick surveys.library_add surveys.section_keep surveys.section_kept
surveys.copy_survey surveys.make_copy surveys.sector_sheets surveys.sector_sheet_page surveys.sector_sheet_csv
surveys.sector_sheet_xlsx surveys.series_list surveys.series_new surveys.series_start surveys.series
surveys.series_next surveys.series_stop"""
PAGES = (
    ("Chloe", "/surveys/library/"), ("Chloe", "/surveys/library/engagement/"), ("Chloe", "/surveys/library/sector/"),
    ("Chloe", "/surveys/library/behaviours/"), ("Chloe", "/surveys/library/team/versions"),
    ("Chloe", "/surveys/library/sector/words"), ("Chloe", "/surveys/library/leavers/words"),
    ("Chloe", "/surveys/manage/{draft}/library"), ("Chloe", "/surveys/manage/{draft}/library/team"),
    ("Chloe", "/surveys/manage/{draft}/sections/work/keep"), ("Chloe", "/surveys/manage/{draft}/copy"),
    ("Chloe", "/surveys/sector-sheets"), ("Chloe", "/surveys/1/sector-sheet"), ("Chloe", "/surveys/series/"),
    ("Chloe", "/surveys/series/new"), ("Chloe", "/surveys/series/1/"),
)  # fmt: skip
ELSEWHERE = {
    "surveys.sector_sheet_csv": "a download",
    "surveys.sector_sheet_xlsx": "a download",
}


def scene(people: People) -> dict[str, Any]:
    """A series."""
    with transaction():
        return {"surveys.set_code": "team", "surveys.series_id": series_made.started(people.chloe).id}
