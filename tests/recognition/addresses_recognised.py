"""The addresses of who gets recognised."""

from typing import Any

from engage.core import clock
from engage.recognition import jobs_recognised
from engage.recognition.rules.recognised import year_of
from tests.factories import People
from tests.recognition import made

OD = "recognition.recognised recognition.recognised_csv recognition.recognised_work_out"
PAGES = (("Chloe", "/recognition/"), ("Chloe", "/recognition/?year={last_year}"), ("Chloe", "/guide/recognised"))
ELSEWHERE = {"recognition.recognised_csv": "a download"}


def scene(people: People) -> dict[str, Any]:
    """The running year, worked out."""
    made.thanks(people.amara, [people.esi])
    year = year_of(clock.today())
    jobs_recognised.work_out(year)
    return {"recognition.year": year.first_day.year}


def browser_scene(as_: Any) -> dict[str, Any]:
    """Chloe has this year worked out."""
    chloe = as_("Chloe")
    chloe.goto("/recognition/")
    chloe.get_by_role("button", name="Work").click()
    chloe.wait_for_url("**/recognition/?year=*")
    return {"last_year": year_of(clock.today()).first_day.year - 1}
