"""Letters and certificates: asked for, watched, fetched; and the letterhead."""

from datetime import timedelta

from flask import Response, current_app, flash, make_response, url_for

from engage.access import Permission, current_person, viewer_or_none
from engage.core import clock
from engage.core.errors import Invalid, NotThere
from engage.core.htmx import go, page
from engage.core.links import Link, Resolver
from engage.recognition.actions import outcome_letterhead, outcome_print
from engage.recognition.actions.outcome_letterhead import Head
from engage.recognition.forms.outcome import LetterheadForm, LogoForm, PrintForm
from engage.recognition.models import AwardRound
from engage.recognition.queries import outcome as queries
from engage.recognition.queries import outcome_print as printed
from engage.recognition.queries.outcome_print import LETTERHEAD, ONE, Asked
from engage.recognition.rules.outcome import DAYS_PRINTED, MOST_NOTE, Batch, printable
from engage.recognition.rules.outcome_wording import KINDS
from engage.recognition.views import bp
from engage.recognition.views.outcome import MANAGE

# The page stops asking by itself, so that one left open where no worker runs keeps nobody signed in.
ASKS_FOR = timedelta(minutes=10)
STATES = {"waiting": ("Being made", "amber"), "made": ("Ready", "green"), "failed": ("Not made", "brick")}


def pdf_answer(content: bytes, name: str) -> Response:
    """A PDF as a download."""
    response = make_response(content)
    response.headers["Content-Type"] = "application/pdf"
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.pdf")
    return response


@bp.get("/awards/manage/<int:round_id>/print")
@MANAGE
def printing(round_id: int) -> Response:
    """What can be printed, and the batches there are."""
    return _printing(queries.decided(round_id), PrintForm(formdata=None))


def _kinds(row: AwardRound) -> list[Batch]:
    return [kind for kind in Batch if printable(kind, row.tells_unsuccessful)]


def _printing(row: AwardRound, form: PrintForm) -> Response:
    form.offer(_kinds(row))
    return page("recognition/outcome/printing.html", status=422 if form.errors else 200, round=row, form=form,
                kinds=[(kind, *KINDS[kind]) for kind in _kinds(row)], titles=KINDS, states=STATES, days=DAYS_PRINTED,
                batches=printed.of_round(row, current_person().id), head=printed.letterhead(),
                most=MOST_NOTE)  # fmt: skip


@bp.post("/awards/manage/<int:round_id>/print")
@MANAGE
def print_batch(round_id: int) -> Response:
    """Have one made."""
    row, form = queries.decided(round_id), PrintForm()
    form.offer(_kinds(row))
    if not form.validate():
        return _printing(row, form)
    made = outcome_print.ask(
        Batch(form.kind.data), row, Asked(note=form.note.data or ""), current_person().id, clock.now()
    )
    return go(url_for(".batch", batch_id=made.id))


@bp.get("/awards/manage/prints/<int:batch_id>/")
@MANAGE
def batch(batch_id: int) -> Response:
    """How far it is; the page asks again by itself until it is made."""
    row, of = printed.batch(batch_id, current_person().id)
    return page("recognition/outcome/batch.html", fragment="recognition/outcome/_batch_progress.html", batch=row,
                round=of, title=KINDS[Batch(row.kind)][0], days=DAYS_PRINTED,
                polls=clock.now() - row.asked_at < ASKS_FOR)  # fmt: skip


@bp.get("/awards/manage/prints/<int:batch_id>/file.pdf")
@MANAGE
def batch_file(batch_id: int) -> Response:
    """The PDF, once it is made."""
    row, _ = printed.batch(batch_id, current_person().id)
    content = printed.content(row.id)
    if content is None:
        raise NotThere("There is no PDF yet.")
    return pdf_answer(content, f"{row.kind.replace('_', '-')}-{row.id}")


@bp.post("/awards/manage/prints/<int:batch_id>/delete")
@MANAGE
def drop_batch(batch_id: int) -> Response:
    """Away with it."""
    row, of = printed.batch(batch_id, current_person().id)
    outcome_print.remove(row)
    flash("The batch is deleted.")
    return go(url_for(".printing", round_id=of.id) if of else url_for(".long_service"))


@bp.get("/awards/manage/letterhead")
@MANAGE
def letterhead() -> Response:
    """Who signs, the address, the logo."""
    row = printed.letterhead()
    given = {"signatory": row.signatory, "role": row.signatory_role, "address": row.address}
    return _letterhead(LetterheadForm(formdata=None, data=given), LogoForm(formdata=None))


def _letterhead(form: LetterheadForm, logo: LogoForm) -> Response:
    errors = form.errors or logo.errors
    return page("recognition/outcome/letterhead.html", status=422 if errors else 200, form=form, upload=logo,
                errors=errors, logo=printed.logo(), head=printed.letterhead())  # fmt: skip


@bp.post("/awards/manage/letterhead")
@MANAGE
def save_letterhead() -> Response:
    """Keep it."""
    form = LetterheadForm()
    if not form.validate():
        return _letterhead(form, LogoForm(formdata=None))
    try:
        outcome_letterhead.save(Head(form.signatory.data or "", form.role.data or "", form.address.data or ""))
    except Invalid as problem:
        form.signatory.errors = [problem.message]
        return _letterhead(form, LogoForm(formdata=None))
    flash("The letterhead is saved. Look at a preview.")
    return go(url_for(".letterhead"))


@bp.post("/awards/manage/letterhead/logo")
@MANAGE
def save_logo() -> Response:
    """Another logo."""
    upload = LogoForm()
    row = printed.letterhead()
    given = {"signatory": row.signatory, "role": row.signatory_role, "address": row.address}
    form = LetterheadForm(formdata=None, data=given)
    if not upload.validate():
        return _letterhead(form, upload)
    most = current_app.extensions["settings"].max_upload_mb * 1_000_000
    try:
        outcome_letterhead.set_logo(upload.file.data.filename, upload.file.data.read(most + 1), upload.shows.data or "")
    except Invalid as problem:
        upload.file.errors = [problem.message]
        return _letterhead(form, upload)
    flash("The logo is saved. Look at a preview.")
    return go(url_for(".letterhead"))


@bp.post("/awards/manage/letterhead/logo/delete")
@MANAGE
def drop_logo() -> Response:
    """No logo."""
    outcome_letterhead.drop_logo()
    flash("The logo is deleted.")
    return go(url_for(".letterhead"))


@bp.get('/awards/manage/letterhead/<any("certificate", "letter"):sort>.pdf')
@MANAGE
def letterhead_preview(sort: str) -> Response:
    """A sheet with made-up words."""
    kind = Batch.WINNERS if sort == "certificate" else Batch.TO_WINNERS
    return pdf_answer(outcome_print.preview(kind, clock.today()), f"preview-{sort}")


def logo_link(object_id: int) -> Link | None:
    """The logo is for whoever keeps the letterhead."""
    viewer = viewer_or_none()
    may = viewer is not None and viewer.may(Permission.AWARDS_MANAGE)
    return Link(url_for("recognition.letterhead"), "Letterhead", may) if object_id == ONE else None


LINKS: dict[str, Resolver] = {LETTERHEAD: logo_link}
