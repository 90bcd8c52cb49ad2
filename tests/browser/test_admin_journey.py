"""The administrator's way: people from a file, a code, and an account that its owner claims."""

from playwright.sync_api import Page, expect

from tests.browser.axe import look
from tests.browser.conftest import As

COLUMNS = "Employee number,First name,Surname,Email,Directorate,Service,Job title"
OLA = "77001,Ola,Newcomer,,Parks and open spaces,Gardens,Gardener"


def upload(page: Page, *rows: str) -> None:
    """A file of people, up to its preview."""
    page.goto("/admin/imports")
    page.get_by_role("radio", name="People").check()
    content = "\n".join((COLUMNS, *rows, "")).encode()
    file = {"name": "staff.csv", "mimeType": "text/csv", "buffer": content}
    page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Look at the file").click()


def brought_in(page: Page) -> None:
    """Ola's file, looked at and carried out."""
    upload(page, OLA)
    expect(page.get_by_role("heading", level=1)).to_have_text("What this file would change")
    look(page, "import-preview")
    page.get_by_role("button", name="Change all of this").click()
    page.wait_for_url("**/admin/imports")


def roll_back(page: Page) -> None:
    """The last import, as far as it can be."""
    page.goto("/admin/imports")
    page.get_by_text("Roll this import back").click()
    page.get_by_role("button", name="Roll it back").click()


def test_dev_imports_people_and_ola_claims_her_account(as_: As, page: Page) -> None:
    dev = as_("Dev")
    upload(dev, OLA.replace("77001", "=77001"))
    expect(dev.get_by_text("begins like a formula")).to_be_visible()
    look(dev, "import-refused")

    brought_in(dev)
    look(dev, "imports")
    roll_back(dev)
    expect(dev.get_by_text("Rolled back on")).to_be_visible()
    brought_in(dev)

    dev.goto("/admin/codes?number=77001")
    dev.get_by_role("radio", name="Show it", exact=False).check()
    dev.get_by_role("button", name="Issue a code").click()
    code = dev.locator(".engage-slip__code").inner_text()
    look(dev, "code")

    page.goto("/sign-in")
    page.get_by_role("link", name="Use a one-time code").click()
    page.get_by_label("Employee number").fill("77001")
    page.get_by_label("Surname").fill("newcomer")
    page.get_by_label("One-time code").fill(code.lower())
    page.get_by_role("button", name="Continue").click()
    expect(page).to_have_url("/claim/password")
    look(page, "choose-password")
    for field in page.locator("input[type=password]").all():
        field.fill("seven green bicycles")
    page.locator("main form button").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ola")

    roll_back(dev)
    expect(dev.get_by_text("This import can no longer be rolled back")).to_be_visible()
    look(dev, "import-in-use")
