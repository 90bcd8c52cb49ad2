"""Giving feedback: one page, nothing kept on the server until it is cast."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Response, request, session, url_for

from engage.access import current_person, public, signed_in
from engage.ballots import draft, paper
from engage.core import clock, switches
from engage.core.errors import NotThere
from engage.core.forms import clean
from engage.core.htmx import go, page
from engage.directory.actions import throttle
from engage.directory.rules.accounts import Limit
from engage.values.actions import feedback_casting as casting
from engage.values.models import FeedbackOutside, FeedbackSubject
from engage.values.queries import feedback as queries
from engage.values.queries import feedback_reports
from engage.values.rules.feedback_document import SCALE
from engage.values.rules.feedback_promise import first_words
from engage.values.rules.feedback_report import UNSEEN, Relation
from engage.values.rules.feedback_round import MOST_WORDS, Item, asked_about, by_value, from_text, is_open, problems
from engage.values.views import bp
from engage.values.views.feedback import OUTSIDE, place_or_404, promised

# A whole organisation may come from one address, and somebody may mistype a link a few times.
GUESSES = Limit(30, timedelta(hours=1))
MISSING = "Choose how often you see this, or “Haven’t seen it”: "
TOO_LONG = f"Shorten what you wrote: at most {MOST_WORDS} characters in each field."


@dataclass(frozen=True)
class Choice:
    """One answer to choose."""

    code: str
    text: str
    aside: bool


CHOICES = tuple(Choice(code, words, code == UNSEEN) for code, words in SCALE.items())


@dataclass(frozen=True)
class Rated:
    """One behaviour as components/question_radios.html shows it."""

    code: str
    text: str
    kind: str = "scale"
    hint: str = ""
    required: bool = True
    choices: tuple[Choice, ...] = CHOICES


@dataclass(frozen=True)
class Sheet:
    """What one reviewer has before them."""

    place: FeedbackSubject
    relation: Relation
    items: tuple[Item, ...]
    session_name: str
    bound_to: str
    action: str
    # Whoever came by a link is not signed in: anybody with the link would be given the key.
    draft: tuple[str, str] = ("", "")

    @property
    def open(self) -> bool:
        """Whether answers are taken now."""
        return is_open(self.place.round.stage, self.place.round.closes_at, clock.now())


@bp.get("/feedback/<int:round_id>/people/<int:person_id>/answer")
@signed_in
def feedback_answer(round_id: int, person_id: int) -> Response:
    """What is asked about a colleague, after what is promised."""
    asked = _asked(round_id, person_id)
    if asked is None:
        return go(url_for(".feedback_thanks", round_id=round_id, person_id=person_id))
    return _show(asked) if asked.open else _closed(asked)


@bp.post("/feedback/<int:round_id>/people/<int:person_id>/answer")
@signed_in
def feedback_cast(round_id: int, person_id: int) -> Response:
    """Sealed and counted, once."""
    thanks, asked = url_for(".feedback_thanks", round_id=round_id, person_id=person_id), _asked(round_id, person_id)
    if asked is None:
        return go(thanks)
    if found := _wrong(asked):
        return _show(asked, found) if asked.open else _closed(asked)
    try:
        number = paper.number(asked.session_name, asked.bound_to)
        casting.cast(round_id, person_id, current_person().id, number, _ratings(asked.items), _comments(asked.items))
    except casting.RoundClosed:
        return _closed(asked)
    return go(thanks)


@bp.get("/feedback/<int:round_id>/people/<int:person_id>/thanks")
@signed_in
def feedback_thanks(round_id: int, person_id: int) -> Response:
    """That the answer is in, and what happens to it."""
    request_ = queries.request_about(round_id, person_id, current_person().id)
    if request_ is None:
        raise NotThere("You are not asked about this colleague.")
    if not request_.taken_part:
        return go(url_for(".feedback_answer", round_id=round_id, person_id=person_id))
    session.pop(f"feedback-{round_id}-{person_id}", None)  # its paper is counted: forty of them would fill the cookie
    place = place_or_404(round_id, person_id)
    draft_id, _ = draft.name_and_key(_bound_to(round_id, person_id))
    return page(
        "values/feedback/thanks.html",
        place=place,
        relation=request_.relation,
        promise=promised(place.round),
        draft_id=draft_id,
    )


def _asked(round_id: int, person_id: int) -> Sheet | None:
    """What this person is asked about a colleague; None where they have answered; else NotThere."""
    found = queries.request_about(round_id, person_id, current_person().id)
    if found is None:
        raise NotThere("You are not asked about this colleague.")
    if found.taken_part:
        return None
    place = place_or_404(round_id, person_id)
    return Sheet(
        place, Relation(found.relation), asked_about(from_text(place.round.asked), place.manages),
        f"feedback-{round_id}-{person_id}", _bound_to(round_id, person_id),
        url_for(".feedback_cast", round_id=round_id, person_id=person_id),
        draft.name_and_key(_bound_to(round_id, person_id)),
    )  # fmt: skip


def _bound_to(round_id: int, person_id: int) -> str:
    """Whom a paper, and a draft, are for: this person, asked about that one in this round."""
    return f"feedback|{round_id}|{person_id}|{current_person().id}"


# By a one-time link, for people from outside.


@bp.get("/feedback/outside/<token>")
@public
def feedback_outside(token: str) -> Response:
    """The same page for whoever came by a link."""
    link = _link(token)
    if link.taken_part:
        return page("values/feedback/used.html")
    asked = _by_link(link, token)
    return _show(asked) if asked.open else _closed(asked)


@bp.post("/feedback/outside/<token>")
@public
def feedback_outside_cast(token: str) -> Response:
    """Sealed and counted, once; the link is used up."""
    link = _link(token)
    if link.taken_part:
        return page("values/feedback/used.html")
    asked = _by_link(link, token)
    if found := _wrong(asked):
        return _show(asked, found) if asked.open else _closed(asked)
    try:
        number = paper.number(asked.session_name, asked.bound_to)
        casting.cast_from_outside(link.id, number, _ratings(asked.items), _comments(asked.items))
    except casting.RoundClosed:
        return _closed(asked)
    return go(url_for(".feedback_outside_thanks"))


@bp.get("/feedback/outside-thanks")
@public
def feedback_outside_thanks() -> Response:
    """That it is in."""
    return page("values/feedback/outside_thanks.html")


def _link(token: str) -> FeedbackOutside:
    """The link, or NotThere; whoever tries many is stopped for a while."""
    switches.require(OUTSIDE)
    tries = throttle.counters("feedback link", token, request.remote_addr or "", place=GUESSES)
    throttle.refuse_if_over(tries, clock.now())
    found = feedback_reports.outside_by_token(token)
    if found is None:
        throttle.count_failure(tries, clock.now())
        raise NotThere("This link leads nowhere: it is mistyped, or the round is long over.")
    return found


def _by_link(link: FeedbackOutside, token: str) -> Sheet:
    place = place_or_404(link.round_id, link.subject_id)
    return Sheet(
        place, Relation.OTHER, asked_about(from_text(place.round.asked), place.manages),
        f"feedback-outside-{link.id}", f"feedback outside|{link.id}",
        url_for(".feedback_outside_cast", token=token),
    )  # fmt: skip


# A request about an answer leaves nothing but its status in the log, and no link either.
for _view in (feedback_answer, feedback_cast, feedback_outside, feedback_outside_cast):
    _view.__dict__["unlogged"] = True


def _ratings(items: Sequence[Item]) -> dict[str, str]:
    return {item.key: request.form.get(f"r{n}", "") for n, item in enumerate(items)}


def _words(items: Sequence[Item]) -> dict[str, tuple[str, str]]:
    """What was written under each value: what was seen, and what it led to."""
    return {
        value.identity: (clean(request.form.get(f"saw{n}", "")), clean(request.form.get(f"led{n}", "")))
        for n, value in enumerate(by_value(items))
    }


def _comments(items: Sequence[Item]) -> dict[str, str]:
    """The two parts of a comment travel as one, so that they can be read together, apart from all else."""
    return {value: json.dumps(both, ensure_ascii=False) for value, both in _words(items).items() if any(both)}


def _wrong(asked: Sheet) -> dict[str, str]:
    """What is to be mended, by the id of its field."""
    words = [part for both in _words(asked.items).values() for part in both]
    found = problems(asked.items, _ratings(asked.items), words)
    wrong = {f"r{n}": MISSING + item.text for n, item in enumerate(asked.items) if item.key in found}
    long = [n for n, both in enumerate(_words(asked.items).values()) if max(map(len, both)) > MOST_WORDS]
    return wrong | {f"saw{n}": TOO_LONG for n in long}


def _show(asked: Sheet, wrong: dict[str, str] | None = None) -> Response:
    place = asked.place
    names = {item.key: f"r{n}" for n, item in enumerate(asked.items)}
    values: list[dict[str, Any]] = [
        {"name": value.name, "number": n, "rated": [Rated(names[item.key], item.text) for item in value.items]}
        for n, value in enumerate(by_value(asked.items))
    ]
    return page(
        "values/feedback/answer.html",
        status=422 if wrong else 200,
        place=place,
        round=place.round,
        own=asked.relation is Relation.SELF,
        values=values,
        errors=wrong or {},
        given=request.form.to_dict(),
        draft_id=asked.draft[0],
        draft_key=asked.draft[1],
        paper=paper.in_hand(asked.session_name, asked.bound_to),
        action=asked.action,
        first=first_words(asked.relation, place.person.name),
        promise=promised(place.round),
        longest=MOST_WORDS,
    )


def _closed(asked: Sheet) -> Response:
    """Too late: everything that was written comes back."""
    words = [part for both in _words(asked.items).values() for part in both if part]
    return page("values/feedback/closed.html", status=409, place=asked.place, words=words, draft_id=asked.draft[0])
