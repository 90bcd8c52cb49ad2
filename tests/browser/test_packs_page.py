"""Files to hand on: made while the page looks on, or with scripts off; the page to publish stands alone."""

import zipfile
from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.browser.axe import axe, fits, look
from tests.browser.conftest import As

HERE = "/surveys/manage/2/packs"


def test_the_pack_is_made_while_the_page_looks_on_and_its_page_stands_alone(
    as_: As, browser: Browser, tmp_path: Path
) -> None:
    page = as_("Chloe")
    page.goto(HERE)
    page.get_by_role("button", name="Make it: The pack to publish").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Files to hand on")
    fetch = page.get_by_role("link", name="Download the zip: The pack to publish")
    expect(fetch).to_be_visible(timeout=30_000)
    look(page, "packs-made")
    with page.expect_download() as coming:
        fetch.click()
    coming.value.save_as(tmp_path / "pack.zip")
    with zipfile.ZipFile(tmp_path / "pack.zip") as archive:
        archive.extractall(tmp_path)
    # No server, no network: what the page shows is in the page.
    context = browser.new_context(offline=True)
    alone = context.new_page()
    asked: list[str] = []
    alone.on("request", lambda request: asked.append(request.url))
    alone.goto((tmp_path / "results.html").as_uri())
    expect(alone.get_by_role("heading", level=1)).to_contain_text("results")
    for width in (1280, 360):
        alone.set_viewport_size({"width": width, "height": 800})
        fits(alone)
    axe(alone)
    assert asked == [alone.url]
    context.close()


def test_with_scripts_off_the_link_says_how_far_it_is(as_: As, browser: Browser, base_url: str) -> None:
    page = as_("Chloe")
    context = browser.new_context(
        base_url=base_url, java_script_enabled=False, storage_state=page.context.storage_state()
    )
    plain = context.new_page()
    plain.goto(HERE)
    plain.get_by_role("button", name="Make it: For directors").click()
    fetch = plain.get_by_role("link", name="Download the zip: For directors")
    for _ in range(60):
        if fetch.count():
            break
        plain.wait_for_timeout(500)
        plain.get_by_role("link", name="See how far they are").click()
    expect(fetch).to_be_visible()
    context.close()
