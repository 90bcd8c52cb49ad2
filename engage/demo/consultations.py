"""Two consultations of the demonstration council: a draft that is open, and one that was answered; all made up."""

import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select

from engage.consultation import release
from engage.consultation.actions import answering, drafting, forgetting, running, taking_part
from engage.consultation.models import Consultation, Entry, Statement, Verdict
from engage.consultation.rules import Column, Decision, Kind
from engage.core import clock
from engage.core.db import db, transaction
from engage.demo.consultation_words import ANSWERED, OPEN, THEMES, Draft
from engage.directory.actions import themes
from engage.directory.models import Person, Post, Theme
from engage.directory.rules.audience import EVERYONE

People = Sequence[tuple[int, int | None]]


def build(luck: random.Random, today: date) -> None:
    """Add the themes and both consultations, through the product's own actions."""
    with transaction():
        _build(luck)


def _build(luck: random.Random) -> None:
    by_name = {name: themes.add(name, about) for name, about in THEMES}
    rows = (
        select(Person.id, Post.unit_id)
        .outerjoin(Post, (Post.person_id == Person.id) & Post.is_main & Post.ended_on.is_(None))
        .where(Person.employee_number.not_like("D000%"))
        .order_by(Person.id)
    )
    people = [(person, unit) for person, unit in db.session.execute(rows)]
    now = clock.now()
    _written(luck, people, OPEN, now - timedelta(days=6), now + timedelta(days=15), rate=0.35)
    then = now - timedelta(days=96)
    row = _written(luck, people, ANSWERED, then, then + timedelta(days=28), rate=0.6)
    _answered(luck, row, by_name, then + timedelta(days=28))


def _written(
    luck: random.Random, people: People, draft: Draft, opens: datetime, closes: datetime, rate: float
) -> Consultation:  # fmt: skip
    row = running.create(draft.title, opens)
    running.settle(row, row.version, running.Terms(draft.title, draft.intro, Kind.BOTH, False, EVERYONE, opens, closes))
    drafting.cut_text(row, row.version, draft.text, afresh=True)
    for name, days, outcome in draft.stages:
        stage = drafting.add_stage(row, row.version, name, (opens + timedelta(days=days)).date())
        if outcome:
            drafting.change_stage(row, row.version, stage.id, name, stage.on, outcome, True)
    running.open_it(row, opens)
    _said(luck, people, row, draft, opens, rate)
    return row


def _said(luck: random.Random, people: People, row: Consultation, draft: Draft, opens: datetime, rate: float) -> None:
    """Colleagues comment, add to the board, agree, and say what sounds like us."""
    places: list[tuple[Statement | Column, str]] = []
    places += [(row.statements[number - 1], words) for number, words in draft.comments]
    places += [(Column.WORKS_WELL, words) for words in draft.works_well]
    places += [(Column.EVEN_BETTER, words) for words in draft.even_better]
    if not people:
        return
    for number, (on, words) in enumerate(places):
        at = opens + timedelta(hours=5 * number % 130)
        author, unit = luck.choice(people)
        entry = taking_part.write(row, on, words, author, unit, at, clock.local(at).date())
        for person, _ in luck.sample(people, min(len(people) - 1, luck.randrange(0, 9))):
            if person != author:
                taking_part.agree(row, entry, person, True, at)
    _judged(luck, people, row, rate)


def _judged(luck: random.Random, people: People, row: Consultation, rate: float) -> None:
    """Part of them say of each statement whether it sounds like us: rows at once, since there are thousands."""
    leaning = {each.id: luck.uniform(0.35, 0.9) for each in row.statements}
    db.session.add_all(
        Verdict(statement_id=statement, person_id=person, sounds_like_us=luck.random() < share)
        for person, _ in people
        if luck.random() < rate
        for statement, share in leaning.items()
        if luck.random() < 0.9
    )
    db.session.flush()


def _answered(luck: random.Random, row: Consultation, by_name: dict[str, Theme], closed: datetime) -> None:
    running.close(row, closed)
    material = release.read(row.id)
    if material is None:
        return
    release.store(row.id, *release.work_out(material))
    entries = {
        entry.text: entry.id for entry in db.session.scalars(select(Entry).where(Entry.consultation_id == row.id))
    }
    for name, words in ANSWERED.themed:
        if ids := [entries[each] for each in words if each in entries]:
            answering.put_under(row, ids, by_name[name])
    for name, changed, text, number, new in ANSWERED.answers:
        statement = row.statements[number - 1].id if number else None
        decision = Decision.CHANGED if changed else Decision.NOT_CHANGED
        answering.answer(row, by_name[name], 0, answering.Said(decision, text, statement, "", new))
    running.publish(row, row.version, ANSWERED.outcome, closed + timedelta(days=30))
    forgetting.remove_names(row.id, closed + timedelta(days=30))
