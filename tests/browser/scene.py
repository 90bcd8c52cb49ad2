"""What the addresses of the axe tests are filled in with: made once through the pages, for all workers."""

from typing import Any

from playwright.sync_api import Page, expect

from engage.demo.questionnaire import questionnaire
from engage.surveys.rules import to_json
from tests import addresses as features
from tests.browser.surveys import Maker, short_survey

STAFF = (
    "Employee number,First name,Surname,Email,Directorate,Service,Job title\n77001,Ola,Newcomer,,Place,Parks,Gardener\n"
)


def _upload(page: Page) -> str:
    page.goto("/admin/imports")
    page.get_by_role("radio", name="People").check()
    file = {"name": "staff.csv", "mimeType": "text/csv", "buffer": STAFF.encode()}
    page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Look at the file").click()
    page.wait_for_url("**/admin/uploads/**")
    return page.url.rsplit("/", 1)[1]


def _bare(page: Page) -> str:
    page.goto("/surveys/manage/new")
    page.get_by_label("What is the survey called?").fill("A survey without questions yet")
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url("**/questions")
    return page.url.split("/")[-2]


def _answered(page: Page) -> None:
    page.goto("/surveys/3/answer")
    while "/thanks" not in page.url:
        before = page.locator("h1").inner_text()
        page.locator("form button[value=next]").click()
        expect(page.locator("h1")).not_to_have_text(before)


def build(as_: Any) -> dict[str, Any]:
    """Everything, by whoever does it; {name: value}."""
    made: dict[str, Any] = {}
    chloe, dev, amara = as_("Chloe"), as_("Dev"), as_("Amara")
    make = Maker(chloe)
    made["draft"] = make.draft("Staff survey, autumn 2027", to_json(questionnaire()))
    made["scheduled"] = make.scheduled("A short survey", short_survey())
    made["bare"] = _bare(chloe)
    made["upload"] = _upload(dev)
    dev.goto("/admin/people")
    dev.locator("#people-table table a").first.click()
    made["person"] = dev.url.rsplit("/", 1)[1]
    amara.goto("/surveys/2/results")
    amara.locator("a[href*='/results/groups/']").last.click()
    made["group"] = amara.url.rsplit("/", 1)[1]
    _answered(as_("Femi"))
    for module in features.modules():
        if hasattr(module, "browser_scene"):
            made.update(module.browser_scene(as_))
    return made
