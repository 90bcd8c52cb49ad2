"""What each role reads of one survey by pages, fragments and exports alone; and a council with five characteristics."""

import csv
import io
import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urljoin

import lxml.html
import numpy as np
from flask.testing import FlaskClient
from openpyxl import load_workbook
from werkzeug.test import TestResponse

from engage.ballots import actions as box
from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.models import Person, Post, Unit
from engage.surveys import release
from engage.surveys.actions import casting, comments_publishing, comments_taking, keys, lifecycle, publishing
from engage.surveys.models import Invitation, Survey
from engage.surveys.rules import (
    Comparison,
    Condition,
    Group,
    Kind,
    Match,
    Operator,
    Option,
    Question,
    Questionnaire,
    Section,
    to_json,
)
from engage.surveys.rules.scales import AGREEMENT, NOT_APPLICABLE
from tests.site import Site
from tests.surveys import attacks, commented, taken
from tests.surveys.attacks import Row, Told

K, THRESHOLD = 5, 5
SIZES = {"A": 2, "B": 3, "C": 4, "D": 2, "E": 5}
THEME = ("Q1", "Q2")
ITEMS = ("Q1", "Q2", "Q3", "Q4")
NOTHING = ("surveys/manage", "/answer", "/sign-out")


ONCE: dict[tuple[Callable[..., Any], str], Any] = {}


def once(read: Callable[[Any, Any], Any], site: Site, people: Any) -> Any:
    """What is read of a council, once for a database: the tests only reckon with it."""
    key = read, db.engine.dialect.name
    if key not in ONCE:
        ONCE[key] = read(site, people)
    return ONCE[key]


def labels(code: str) -> list[str]:
    """What may be answered to a characteristic, in words that stand nowhere else."""
    return [f"Kind {code} {n}" for n in range(SIZES[code])]


def questionnaire() -> Questionnaire:
    """Five characteristics, one ordered; four scales, one asked of some only; a theme, an index, and words."""
    told = tuple(
        Question(code, f"i{code}", Kind.SINGLE, f"Which {code}?", characteristic=True, ordered=code == "C",
                 options=tuple(Option(f"{code}{n}".lower(), text) for n, text in enumerate(labels(code))))
        for code in SIZES
    )  # fmt: skip
    only = Condition(Match.ALL, (Comparison("A", Operator.EQUALS, ("a0",)),))
    asked = tuple(
        Question(code, f"i{code}", Kind.SCALE, f"Statement {code}", options=(*AGREEMENT, NOT_APPLICABLE),
                 condition=only if code == "Q4" else None)
        for code in ITEMS
    )  # fmt: skip
    words = Question("X1", "ix", Kind.LONG_TEXT, "What works well?", max_length=200)
    sections = (Section("who", "About you", questions=told), Section("one", "Your work", questions=(*asked, words)))
    return Questionnaire(sections, (Group("work", "My work", THEME),), (Group("liking", "Liking", THEME),))


def answers(unit: str, luck: np.random.Generator) -> dict[str, str]:
    """One person's: a fifth of all is left blank; D nearly coincides with a team."""
    given = {code: f"{code.lower()}{luck.integers(size)}" for code, size in SIZES.items()}
    given["D"] = "d0" if (unit == "DAYCARE") ^ bool(luck.random() < 0.05) else "d1"
    agreeing = 0.3 + 0.05 * (len(unit) % 7)
    given |= {code: str(luck.choice([5, 4] if luck.random() < agreeing else [3, 2, 1])) for code in ITEMS}
    given["X1"] = f"The van number {luck.integers(10**6)} starts"
    kept = {code: value for code, value in given.items() if luck.random() >= 0.2}
    return kept if kept.get("A") == "a0" else {code: value for code, value in kept.items() if code != "Q4"}


def published(seed: int = 7) -> tuple[int, list[Told]]:
    """Released through the product's own acts, comments too, which all staff read; and the planted truth."""
    attacks.council()
    luck, doc = np.random.default_rng(seed), questionnaire()
    with transaction():
        survey = Survey(title="Autumn survey", questionnaire=to_json(doc), created_at=clock.now(), minimum_group=K,
                        comment_threshold=THRESHOLD, comments_read_by="staff", audience=taken.ON_THE_PAGE)  # fmt: skip
        db.session.add(survey)
        db.session.flush()
        lifecycle.schedule(survey, clock.now())
        keys.try_backup(survey, *keys.back_up(survey, "Holder"))
        lifecycle.open_survey(survey, clock.now())
        number = survey.id
    truth = []
    with transaction():
        for person, unit in asked(number):
            truth.append(Told(unit, answers(unit, luck)))
            casting.cast(number, person, box.new_ballot_id(), doc, truth[-1].answers)
    taken.close(number)
    comments_taking.take(number)
    with transaction():
        release.compute(number)
        publishing.publish(db.session.get_one(Survey, number), clock.now())
        for row in commented.rows(number):
            row.state = "approved"
    with transaction():
        comments_publishing.publish(db.session.get_one(Survey, number), False, clock.now())
    return number, truth


def asked(survey_id: int) -> list[tuple[int, str]]:
    """Who was asked, and where they work."""
    rows = (
        db.session.query(Person.id, Unit.code)
        .join(Invitation, Person.id == Invitation.person_id)
        .join(Post, Post.person_id == Person.id)
        .join(Unit, Unit.id == Post.unit_id)
        .filter(Invitation.survey_id == survey_id)
        .order_by(Person.id)
    )
    return [(person, unit) for person, unit in rows]


@dataclass
class Reading:
    """Everything that one role was given: pages, their fragments, files; by address."""

    pages: dict[str, lxml.html.HtmlElement] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    refused: dict[str, int] = field(default_factory=dict)


def crawl(site: Site, survey_id: int, who: Any, seeds: Iterable[str] = (), parts: bool = True) -> Reading:
    """Every address below the survey that a link or a form of choices leads to, whole and (`parts`) as htmx asks."""
    found, client = Reading(), site.client(who)
    waiting = [f"/surveys/{survey_id}/results", f"/surveys/{survey_id}/comments", f"/surveys/{survey_id}/quotations"]
    waiting += [f"/surveys/{survey_id}/results.csv", f"/surveys/{survey_id}/results.xlsx", *seeds]
    seen = set(waiting)
    while waiting:
        path = waiting.pop()
        answer = _asked_for(site, client, path)
        if answer.status_code != 200:
            found.refused[path] = answer.status_code
            continue
        if answer.mimetype != "text/html":
            found.files[path] = answer.data
            continue
        tree = found.pages[path] = lxml.html.fromstring(answer.text)
        if parts and tree.cssselect("main [data-hx-get]"):
            part = _asked_for(site, client, path, {"HX-Request": "true"})
            found.pages[f"{path} (fragment)"] = lxml.html.fromstring(part.text)
        further = {urljoin(path, each).split("#")[0] for each in _leads(tree)}
        new = {each for each in further - seen if each.startswith(f"/surveys/{survey_id}/")
               and not any(part in each for part in NOTHING)}  # fmt: skip
        seen |= new
        waiting += sorted(new)
    return found


def _asked_for(site: Site, client: FlaskClient, path: str, headers: Mapping[str, str] | None = None) -> TestResponse:
    """In a context of its own: whoever asked before is not remembered."""
    with site.app.app_context():
        return client.get(path, headers=headers)


def _leads(tree: lxml.html.HtmlElement) -> Iterator[str]:
    for link in tree.cssselect("main a[href]"):
        yield link.get("href")
    for form in tree.cssselect("main form[method=get]"):
        fields = {
            each.get("name"): [o.get("value") for o in each.cssselect("option")] for each in form.cssselect("select")
        }
        for chosen in itertools.product(*fields.values()):
            yield f"{form.get('action').split('#')[0]}?{urlencode(dict(zip(fields, chosen, strict=True)))}"


def rows(reading: Reading) -> list[Row]:
    """The rows of the files, each once: the CSV's, and the workbook's sheet of figures in the same shape."""
    found: dict[tuple[str, ...], Row] = {}
    for path, content in reading.files.items():
        if path.endswith("results.csv"):
            lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
        elif path.endswith(".xlsx"):
            sheet = load_workbook(io.BytesIO(content))["Figures"].iter_rows(values_only=True)
            lines = [["" if cell is None else str(cell) for cell in line] for line in sheet]
        else:
            continue
        found |= {tuple(map(plainly, line)): dict(zip(lines[0], map(plainly, line), strict=True)) for line in lines[1:]}
    return list(found.values())


def plainly(cell: object) -> str:
    """A cell as any file may write it: a workbook makes 3 of 3.0."""
    return str(cell).removesuffix(".0")


Key = tuple[str, str, str, str]


def numbers(reading: Reading, whole: str) -> Iterator[tuple[str, Key, int]]:
    """(address, (group, split by, answer, wording), percent) of every cell that a page or fragment shows."""
    parts: tuple[tuple[str, Callable[..., Iterator[tuple[Key, int]]]], ...] = (
        ("/heatmap", _heat), ("/characteristics", _split), ("/questions/", _one), ("/themes/", _one),
    )  # fmt: skip
    for path, tree in reading.pages.items():
        for mark, read in parts:
            if mark in path and "show=organisation" not in path and "show=before" not in path:
                yield from ((path, key, value) for key, value in read(tree))
        if ("/results/groups/" in path and path.count("/") == 5) or path.endswith("/results"):
            yield from ((path, key, value) for key, value in _group(tree, whole))


def _text(each: lxml.html.HtmlElement) -> str:
    return " ".join(each.text_content().split())


def _percent(cell: lxml.html.HtmlElement) -> int | None:
    first = _text(cell).split(" ")[0].rstrip("%")
    return int(first) if first.isdigit() else None


def _cells(tree: lxml.html.HtmlElement, css: str) -> Iterator[tuple[str, str, int]]:
    for row in tree.cssselect(css):
        for cell in row.cssselect("td[data-label]"):
            if (value := _percent(cell)) is not None:
                yield _text(row.cssselect("th")[0]), cell.get("data-label"), value


def _heat(tree: lxml.html.HtmlElement) -> Iterator[tuple[Key, int]]:
    for group, wording, value in _cells(tree, ".engage-heat tbody tr"):
        yield (group, "", "", wording), value


def _split(tree: lxml.html.HtmlElement) -> Iterator[tuple[Key, int]]:
    group, _, meta = _text(tree.cssselect("#split-table h2, h2")[0]).partition(": ")
    for wording, answer, value in _cells(tree, ".engage-heat tbody tr"):
        yield (group, meta, answer, wording), value


def _one(tree: lxml.html.HtmlElement) -> Iterator[tuple[Key, int]]:
    heads = [_text(each) for each in tree.cssselect(".engage-heat thead th")]
    if tree.cssselect("h1") and len(heads) > 1 and heads[1] == "Positive":
        for group, label, value in _cells(tree, ".engage-heat tbody tr"):
            if label == "Positive":
                yield (group, "", "", _text(tree.cssselect("h1")[0])), value


def _group(tree: lxml.html.HtmlElement, whole: str) -> Iterator[tuple[Key, int]]:
    heading = [_text(each) for each in tree.cssselect("h1")]
    caption = tree.cssselect("span.govuk-caption-xl")
    for wording, label, value in _cells(tree, ".engage-table--stack tbody tr"):
        if heading and label == "Positive":
            yield (heading[0] if caption else whole, "", "", wording.split(" Shown together")[0]), value


def declared(given: Iterable[Mapping[str, Any]]) -> dict[Key, set[str]]:
    """The numbers of the release's own rows, by what they are of."""
    found: dict[Key, set[str]] = {}
    for row in given:
        key = (row["group"], row["split by"], row["answer"], row["wording"])
        spread = [each.rsplit(" ", 1)[-1] for each in str(row["spread"]).split("; ")]
        found.setdefault(key, set()).update(map(str, (row["percent positive"], row["score"], *spread)))
    return found


def spoken(reading: Reading) -> list[tuple[str, str]]:
    """(question and part, everything that stands beside it) of each comment in the whole list."""
    found = []
    for path, tree in reading.pages.items():
        if "/comments" in path and "(fragment)" not in path and not _narrowed(path):
            for each in tree.cssselect("#comment-list li.engage-entry"):
                meta = [line.text_content() for line in each.cssselect(".engage-entry__kind, p.engage-entry__meta")]
                found.append((" ".join(line for line in meta if "Quote" not in line), " ".join(meta)))
    return found


def _narrowed(path: str) -> bool:
    return any(part.partition("=")[2] for part in path.partition("?")[2].split("&") if not part.startswith("page"))


def telling(found: list[tuple[str, str]]) -> list[str]:
    """Comments beside a characteristic, and kinds of comments of which there are too few."""
    words = [label for code in SIZES for label in labels(code)]
    beside = [meta for _, meta in found if any(word in meta for word in words)]
    return beside + [kind for kind, number in Counter(kind for kind, _ in found).items() if number < THRESHOLD]
