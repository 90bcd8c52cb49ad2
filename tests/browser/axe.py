"""What a browser can see of a page: accessibility, width, and how it looks."""

import json
import os
from functools import cache
from pathlib import Path

from axe_playwright_python.base import AxeResults
from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parent.parent.parent
SCRIPT = ROOT / "static/node_modules/axe-core/axe.min.js"
PICTURES = ROOT / "instance/pictures"
# Pictures of every page take longer than everything else: they are made when asked for.
WITH_PICTURES = os.environ.get("ENGAGE_PICTURES") == "1"
# A desk and a small phone.
SIZES = ((1280, 900), (360, 740))
RUN = "rules => axe.run(rules).then(({ violations }) => JSON.stringify({ violations }))"
# A colour on its way to another is nobody's: axe looks once what moves for a moment has come to rest.
AT_REST = """Promise.all(document.getAnimations()
    .filter(each => Number.isFinite(each.effect.getComputedTiming().endTime))
    .map(each => each.finished.catch(() => null))).then(() => null)"""
RULES = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}


def axe(page: Page) -> None:
    """Fails with what axe found, where, and how to mend it."""
    page.evaluate(AT_REST)
    if not page.evaluate("'axe' in window"):
        page.evaluate(_script())
    # As one text: taking thousands of parts over one by one costs more than looking.
    results = AxeResults(json.loads(page.evaluate(RUN, RULES)))
    assert results.violations_count == 0, f"{page.url} at {page.viewport_size}:\n{_told(results)}"


@cache
def _script() -> str:
    assert SCRIPT.is_file(), "axe-core is not there: run make setup"
    return SCRIPT.read_text()


def fits(page: Page) -> None:
    """Fails where the page scrolls sideways, or the menu on a desk takes more than one row."""
    wide, width = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert wide <= width, f"{page.url} is {wide} px wide in a window of {width}"
    rows = page.evaluate("[...new Set([...document.querySelectorAll('.engage-nav li')].map(one => one.offsetTop))]")
    assert len(rows) <= 1, f"the menu of {page.url} takes {len(rows)} rows"


def look(page: Page, name: str) -> None:
    """The page at both widths: it fits, and axe finds nothing. ENGAGE_PICTURES=1 keeps its pictures."""
    page.wait_for_load_state()
    before = page.viewport_size
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        if WITH_PICTURES:
            PICTURES.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=PICTURES / f"{name}-{width}.png", full_page=True)
        fits(page)
        axe(page)
    if before:
        page.set_viewport_size(before)


def _told(results: AxeResults) -> str:
    lines = []
    for fault in results.response["violations"]:
        lines.append(f"{fault['id']} ({fault['impact']}): {fault['help']}")
        lines += [f"    {node['html'][:200]}\n    {node['failureSummary']}" for node in fault["nodes"][:3]]
    return "\n".join(lines)
