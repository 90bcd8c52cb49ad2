"""A judge's own pages: their entries, declaring ties, scoring, abstaining."""

from flask import Response, flash, request, url_for

from engage.access import current_person, signed_in
from engage.core import clock
from engage.core.errors import Refused
from engage.core.formatting import count
from engage.core.htmx import go, page
from engage.recognition.actions import judging_scoring as acting
from engage.recognition.actions import judging_sharing
from engage.recognition.forms.judging import DeclareForm, ScoreForm, WhyForm, scoring
from engage.recognition.models import Assignment, Judge
from engage.recognition.queries import judging_own as queries
from engage.recognition.queries.judging_entries import ids_of_panel
from engage.recognition.rules.judging_panel import may_declare, may_score
from engage.recognition.rules.panels import AssignmentState
from engage.recognition.views import bp

TIED = "You cannot judge this entry: the council’s own records show a tie to it. It goes to somebody else."


@bp.get("/awards/judging/")
@signed_in
def judging_home() -> Response:
    """My entries, and how far I am."""
    return page("recognition/judging/mine.html", panels=queries.panels_of_judge(current_person().id))


@bp.get("/awards/judging/panels/<int:panel_id>/declare")
@signed_in
def judging_declare(panel_id: int) -> Response:
    """Whom the entries are about: ties are told before anything is read."""
    judge = _may_declare(queries.judge_of(panel_id, current_person().id))
    told = _to_declare(judge)
    answer = "" if judge.declared_at is None else "some" if told.declared else "none"
    form = DeclareForm(formdata=None, data={"answer": answer, "why": told.why})
    return _declare(judge, told, form, told.declared)


def _may_declare(judge: Judge) -> Judge:
    panel = judge.panel
    if not may_declare(panel.stage, panel.round.stage, panel.closed_at is not None, judge.dropped_at is not None):
        raise Refused("Judges of this panel are not asked to declare their ties now.")
    return judge


def _to_declare(judge: Judge) -> queries.ToDeclare:
    ties = judging_sharing.ties_of(judge.person_id, ids_of_panel(judge.panel_id, judge.panel.stage), with_words=False)
    return queries.to_declare(judge, frozenset(each.entry for each in ties))


def _declare(judge: Judge, told: queries.ToDeclare, form: DeclareForm, ticked: frozenset[int]) -> Response:
    return page("recognition/judging/declare.html", status=422 if form.errors else 200, judge=judge, panel=judge.panel,
                round=judge.panel.round, told=told, form=form, ticked=ticked)  # fmt: skip


@bp.post("/awards/judging/panels/<int:panel_id>/declare")
@signed_in
def judging_save_declaration(panel_id: int) -> Response:
    """Keep what the judge told."""
    judge, form = _may_declare(queries.judge_of(panel_id, current_person().id)), DeclareForm()
    if not form.validate():
        return _declare(judge, _to_declare(judge), form, frozenset(form.told))
    acting.declare(judge, form.told, form.why.data or "", clock.now())
    flash("Thank you. Your declaration is kept." + ("" if judge.panel.assigned_at else
          " You hear from us when the entries are shared out."))  # fmt: skip
    return go(url_for(".judging_home"))


def _mine(assignment_id: int) -> Assignment:
    """The viewer's own assignment, or it is not there; with a tie that came up since, it is refused."""
    found = queries.assignment_of(assignment_id, current_person().id)
    panel, judge = found.judge.panel, found.judge
    over, dropped = panel.closed_at is not None, judge.dropped_at is not None
    if not may_score(found.state, panel.stage, panel.round.stage, over, dropped):
        raise Refused("This panel is not judging now.")
    return found


def _refuse_tied(found: Assignment) -> None:
    """Nobody reads an entry that a tie keeps them from, even one that came up since it was given."""
    if acting.ties_today(found):
        raise Refused(TIED)


@bp.get("/awards/judging/<int:assignment_id>")
@signed_in
def judging_entry(assignment_id: int) -> Response:
    """The words of an entry, and the scales."""
    found = _mine(assignment_id)
    _refuse_tied(found)
    reading = queries.reading(found)
    data = {f"points_{each.criterion_id}": str(each.points) for each in found.scores}
    form = _form(reading)(formdata=None, data={"version": found.version, "comment": found.comment, **data})
    return _entry(found, reading, form)


def _form(reading: queries.Reading) -> type[ScoreForm]:
    return scoring([(each.id, each.name) for each in reading.criteria], reading.anchors)


def _entry(found: Assignment, reading: queries.Reading, form: ScoreForm, leaving: WhyForm | None = None) -> Response:
    errors = bool(form.errors) or bool(leaving and leaving.errors)
    return page("recognition/judging/entry.html", status=422 if errors else 200, assignment=found, reading=reading,
                form=form, leaving=leaving or WhyForm(formdata=None), round=found.judge.panel.round,
                scored=found.state == AssignmentState.SCORED, next=queries.next_of(found))  # fmt: skip


@bp.post("/awards/judging/<int:assignment_id>")
@signed_in
def judging_score(assignment_id: int) -> Response:
    """Keep the scores; then the next entry, or back to the list."""
    found = _mine(assignment_id)
    reading = queries.reading(found)
    form = _form(reading)()
    if not form.validate():
        _refuse_tied(found)
        return _entry(found, reading, form)
    points = {each.id: int(form[f"points_{each.id}"].data) for each in reading.criteria
              if form[f"points_{each.id}"].data}  # fmt: skip
    sent = form.version.data or ""
    version = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else -1
    if not acting.score(found, version, acting.Scored(points, form.comment.data or ""), clock.now()):
        flash(f"{TIED} Nothing was saved.")
        return go(url_for(".judging_home"))
    left = count(len(reading.criteria) - len(found.scores), "criterion has", "criteria have")
    done = found.state == AssignmentState.SCORED
    flash(f"{reading.name} is scored." if done else f"{reading.name} is kept as it is: {left} no score yet.")
    onward = queries.next_of(found) if request.form.get("then") == "next" else None
    return go(url_for(".judging_entry", assignment_id=onward) if onward else url_for(".judging_home"))


@bp.post("/awards/judging/<int:assignment_id>/leave")
@signed_in
def judging_leave(assignment_id: int) -> Response:
    """Abstain, or tell a tie that shows only now: the entry goes to somebody else."""
    found, form = _mine(assignment_id), WhyForm()
    if not form.validate():
        _refuse_tied(found)
        reading = queries.reading(found)
        data = {f"points_{each.criterion_id}": str(each.points) for each in found.scores}
        held = _form(reading)(formdata=None, data={"version": found.version, "comment": found.comment, **data})
        return _entry(found, reading, held, form)
    if request.form.get("tie"):
        acting.tell_tie(found, form.why.data or "", clock.now())
        flash("Thank you. The entry is taken from you, and goes to somebody else.")
    else:
        acting.abstain(found, form.why.data or "", clock.now())
        flash("You have abstained. The entry goes to somebody else.")
    return go(url_for(".judging_home"))
