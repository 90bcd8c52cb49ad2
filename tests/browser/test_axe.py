"""Every page there is: axe finds nothing on it, and nothing scrolls sideways, at both widths."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from engage import create_app
from tests import addresses as features
from tests.browser.axe import look
from tests.browser.conftest import As
from tests.conftest import settings

# Who looks at what. {draft} and the like are made by the fixture `made`; 1 and 2 are closed, 3 is open.
OWN_PAGES = (
    ("", "/sign-in"), ("", "/claim"), ("", "/forgotten"), ("", "/help"), ("", "/privacy"), ("", "/accessibility"),
    ("", "/no-such-page"), ("", "/demo/mail"),
    ("Amara", "/"), ("Amara", "/surveys/"), ("Amara", "/surveys/3/answer"), ("Amara", "/account"),
    ("Amara", "/account/password"), ("Amara", "/surveys/2/results"), ("Amara", "/surveys/2/results/heatmap"),
    ("Amara", "/surveys/2/results/protection"), ("Amara", "/surveys/2/results/groups/{group}"),
    ("Amara", "/surveys/1/answer"), ("Amara", "/admin"), ("Femi", "/surveys/1/results"), ("Femi", "/surveys/3/thanks"),
    ("Chloe", "/"), ("Chloe", "/surveys/manage/"), ("Chloe", "/surveys/manage/new"),
    ("Chloe", "/surveys/manage/2/"), ("Chloe", "/surveys/manage/3/"), ("Chloe", "/surveys/manage/3/key"),
    ("Chloe", "/surveys/manage/3/questions"), ("Chloe", "/surveys/manage/{bare}/"),
    ("Chloe", "/surveys/manage/{bare}/questions"), ("Chloe", "/surveys/manage/{bare}/preview"),
    ("Chloe", "/surveys/manage/{bare}/check"), ("Chloe", "/surveys/manage/{scheduled}/"),
    ("Chloe", "/surveys/manage/{scheduled}/key"), ("Chloe", "/surveys/manage/{draft}/"),
    ("Chloe", "/surveys/manage/{draft}/import-report"), ("Chloe", "/surveys/manage/{draft}/settings"),
    ("Chloe", "/surveys/manage/{draft}/questions"), ("Chloe", "/surveys/manage/{draft}/questions/W1"),
    ("Chloe", "/surveys/manage/{draft}/questions/A2"), ("Chloe", "/surveys/manage/{draft}/questions/A3"),
    ("Chloe", "/surveys/manage/{draft}/questions/G1"), ("Chloe", "/surveys/manage/{draft}/questions/N1"),
    ("Chloe", "/surveys/manage/{draft}/questions/X1"), ("Chloe", "/surveys/manage/{draft}/sections/work"),
    ("Chloe", "/surveys/manage/{draft}/sections/work/questions"), ("Chloe", "/surveys/manage/{draft}/themes/new"),
    ("Chloe", "/surveys/manage/{draft}/indices/engagement"), ("Chloe", "/surveys/manage/{draft}/preview"),
    ("Chloe", "/surveys/manage/{draft}/check"), ("Chloe", "/surveys/manage/{draft}/export"),
    ("Chloe", "/surveys/manage/{draft}/earlier-answers"), ("Chloe", "/surveys/manage/{draft}/audience"),
    ("Chloe", "/surveys/manage/{draft}/mails"), ("Chloe", "/surveys/manage/3/mails"),
    ("Chloe", "/surveys/manage/3/progress"), ("Chloe", "/surveys/manage/3/extend"),
    ("Chloe", "/surveys/manage/3/cancel"),
    ("Dev", "/"), ("Dev", "/admin"), ("Dev", "/admin/people"), ("Dev", "/admin/people?q=nobody-of-this-name"),
    ("Dev", "/admin/people/{person}"), ("Dev", "/admin/units"), ("Dev", "/admin/imports"),
    ("Dev", "/admin/import-profiles"), ("Dev", "/admin/uploads/{upload}"), ("Dev", "/admin/roles"),
    ("Dev", "/admin/codes"), ("Dev", "/admin/outbox"), ("Dev", "/admin/audit"),
)  # fmt: skip
PAGES = (*OWN_PAGES, *(page for module in features.modules() for page in getattr(module, "PAGES", ())))
ELSEWHERE = {
    "home.file": "a download",
    "surveys.results_csv": "a download",
    "surveys.results_xlsx": "a download",
    "surveys.export_file": "a download",
    "admin.healthz": "for machines",
    "admin.readyz": "for machines",
    "directory.choose_password": "stands only after a code: test_od_journey.py",
    "directory.code_sent": "stands only after asking for a code: below",
}
ELSEWHERE |= {name: why for module in features.modules() for name, why in getattr(module, "ELSEWHERE", {}).items()}


@pytest.mark.parametrize(("who", "address"), PAGES, ids=[f"{who or 'nobody'} {path}" for who, path in PAGES])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    who: str, address: str, window: As, made: dict[str, Any]
) -> None:
    seen = window(who)
    path = address.format(**made)
    seen.goto(path)
    assert seen.url.endswith(path), f"{who} was sent on to {seen.url}"
    look(seen, f"{who}-{re.sub(r'[^a-z0-9]+', '-', address.lower()).strip('-') or 'start'}")


def test_no_page_is_left_out_of_this_list(tmp_path: Path) -> None:
    app = create_app(settings(tmp_path, "sqlite://", "sqlite://"))
    names = {name for _, path in PAGES for name in re.findall(r"{(\w+)}", path)}
    example = dict.fromkeys(names, 4) | {"upload": "token", "group": "A"}
    addresses = app.url_map.bind("localhost")
    seen = set()
    for _who, path in PAGES:
        if addresses.test(path.format(**example).split("?")[0], "GET"):
            seen.add(addresses.match(path.format(**example).split("?")[0], method="GET")[0])
    pages = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert pages - seen - set(ELSEWHERE) == set()
    assert set(ELSEWHERE) <= pages


def test_a_form_that_was_filled_in_wrongly_is_sound(as_: As, page: Page, made: dict[str, Any]) -> None:
    for who, path, button in (
        ("", "/sign-in", "Sign in"),
        ("", "/claim", "Continue"),
        ("Chloe", "/surveys/manage/new", "Begin"),
        ("Dev", "/admin/imports", "Look at the file"),
        ("Dev", "/admin/codes", "Issue a code"),
        ("Dev", "/governance/requests/new", "Write it down"),
    ):
        seen = as_(who) if who else page
        seen.goto(path)
        seen.get_by_role("button", name=button, exact=True).click()
        seen.locator(".govuk-error-summary").wait_for()
        assert seen.evaluate("document.activeElement.className").startswith("govuk-error-summary")
        look(seen, f"wrong{path.replace('/', '-')}")


def test_the_page_after_asking_for_a_code_is_sound(page: Page) -> None:
    page.goto("/forgotten")
    page.locator("main input:not([type=hidden])").first.fill("D0001")
    page.locator("main form button").click()
    page.wait_for_url("**/forgotten/sent")
    look(page, "code-sent")
