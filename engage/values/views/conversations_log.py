"""One team's conversation: its page, writing it down, whether the commitment was kept, and the pack to lead it."""

from collections.abc import Sequence

from flask import Response, flash, request, url_for

from engage.access import current_person, signed_in
from engage.core import clock, links
from engage.core.errors import NotThere, Refused
from engage.core.htmx import go, page
from engage.core.moderation import Excerpt, Moderated
from engage.directory.queries_finding import Found, find, shown
from engage.values.actions import conversations as actions
from engage.values.forms.conversations import KEPT, KeptForm, LogForm, typed
from engage.values.models import ConversationTopic, TeamConversation
from engage.values.queries import conversations as queries
from engage.values.queries import conversations_places as places
from engage.values.rules import conversations as rules
from engage.values.rules import conversations_pack as pack
from engage.values.rules.conversations_form import ME, leader, looks_for
from engage.values.views import bp

LONGEST_NAME = 100


class Team:
    """A topic and a unit as the person whose request this is may meet them; NotThere where they may not see it."""

    def __init__(self, topic_id: int, unit_id: int) -> None:
        self.topic, self.unit = queries.topic(topic_id), queries.unit(unit_id)
        council = places.organisation()
        self.standing = places.standing(current_person(), council)
        self.row = queries.conversation(topic_id, unit_id)
        self.is_team = unit_id in council.teams.people
        self.may_log = rules.may_log(self.standing.led, self.standing.own, self.standing.roles, unit_id)
        seen = rules.may_see(self.standing, unit_id) or self.may_log
        if not seen or not (self.is_team or self.row):
            raise NotThere("There is no such team, or its conversations are not yours to see.")

    @property
    def may_delete(self) -> bool:
        """Whether this person may take the entry back."""
        logged_by = self.row.logged_by_id if self.row else 0
        return rules.may_delete(self.standing, self.unit.id, logged_by, current_person().id)

    def require_log(self) -> None:
        """Refuse whoever sees the team but does not speak for it."""
        if not self.may_log:
            raise Refused("Whoever leads this team, its employee champions and the OD team write this down.")

    def require_row(self) -> TeamConversation:
        """What the team said, or NotThere."""
        if self.row is None:
            raise NotThere("This team has said nothing about this yet.")
        return self.row


@bp.get("/conversations/<int:topic_id>/teams/<int:unit_id>")
@signed_in
def team_conversation(topic_id: int, unit_id: int) -> Response:
    """What one team said, for its people and whoever leads it."""
    team = Team(topic_id, unit_id)
    kept = team.row.kept if team.row else ""
    return _team(team, KeptForm(formdata=None, data={"kept": kept, "note": team.row.kept_note if team.row else ""}))


def _team(team: Team, form: KeptForm, status: int = 200) -> Response:
    return page("values/conversations/team.html", status=status, team=team, form=form, kept=KEPT)


@bp.post("/conversations/<int:topic_id>/teams/<int:unit_id>/kept")
@signed_in
def conversation_kept(topic_id: int, unit_id: int) -> Response:
    """Whether the commitment was kept."""
    team = Team(topic_id, unit_id)
    row = team.require_row()
    team.require_log()
    form = KeptForm()
    if not form.validate():
        return _team(team, form, 422)
    actions.say_kept(row, form.kept.data, form.note.data or "")
    flash("Thank you. Your team can read that now.")
    return go(url_for(".team_conversation", topic_id=topic_id, unit_id=unit_id))


@bp.get("/conversations/<int:topic_id>/teams/<int:unit_id>/log")
@signed_in
def log_conversation(topic_id: int, unit_id: int) -> Response:
    """Today, led by whoever logs it: the commitment is all that has to be typed."""
    team = Team(topic_id, unit_id)
    if not team.may_log:
        raise NotThere("Whoever leads this team, its employee champions and the OD team write this down.")
    row = team.row
    data: dict[str, object] = {"held_on": typed(clock.today()), "version": "0"}
    if row is not None:
        data = {"held_on": typed(row.held_on), "version": str(row.version), "took_part": row.took_part,
                "commitment": row.commitment}  # fmt: skip
    chosen = ME if row is None or row.led_by_id == current_person().id else str(row.led_by_id)
    return _log(team, LogForm(formdata=None, data=data), chosen)


@bp.post("/conversations/<int:topic_id>/teams/<int:unit_id>/log")
@signed_in
def save_conversation(topic_id: int, unit_id: int) -> Response:
    """Look for whoever led it, or write the conversation down."""
    team = Team(topic_id, unit_id)
    team.require_log()
    form, chosen = LogForm(), request.form.get("led_by", "")
    form.allow(clock.today(), team.topic.opened_on)
    q, looked_for = (" ".join(request.form.get(name, "").split())[:LONGEST_NAME] for name in ("q", "looked_for"))
    if looks_for(q, chosen, looked_for, "find" in request.form):
        return _log(team, form, "", q)
    led_by = leader(chosen, current_person().id)
    known = led_by is not None and queries.person_is_known(led_by)
    if not form.validate() or not known or led_by is None:
        wrong = "" if known else "Choose who led the conversation."
        return _log(team, form, chosen if known else "", q, wrong, 422)
    version = form.version.data or ""
    said = actions.Log(form.day, led_by, form.took_part.data, form.commitment.data or "")
    number = int(version) if version.isascii() and version.isdigit() and len(version) < 10 else -1
    actions.log(team.topic, unit_id, said, number, current_person().id)
    flash(f"Thank you. {team.unit.name} can read its commitment now.")
    return go(url_for(".team_conversation", topic_id=topic_id, unit_id=unit_id))


def _log(team: Team, form: LogForm, chosen: str, q: str = "", wrong: str = "", status: int = 200) -> Response:
    choices = [(ME, "I did")]
    if chosen not in ("", ME):
        choices += [(chosen, each.name) for each in shown([int(chosen)]).values()]
    found: Sequence[Found] = [each for each in find(q) if str(each.id) != chosen] if q else ()
    return page(
        "values/conversations/log.html", status=status, team=team, form=form, choices=choices, chosen=chosen, q=q,
        found=found, wrong=wrong, may_change=team.row is None or team.row.hidden_at is None,
    )  # fmt: skip


@bp.post("/conversations/<int:topic_id>/teams/<int:unit_id>/delete")
@signed_in
def delete_conversation(topic_id: int, unit_id: int) -> Response:
    """Take back what was written down."""
    team = Team(topic_id, unit_id)
    row = team.require_row()
    if not team.may_delete:
        raise Refused("Whoever wrote this down, whoever leads the team and the OD team can delete it.")
    actions.delete_log(row)
    flash(f"Deleted. {team.unit.name} counts as not having talked yet.")
    return go(url_for(".conversation_topic", topic_id=topic_id))


@bp.get("/conversations/<int:topic_id>/pack")
@signed_in
def conversation_pack(topic_id: int) -> Response:
    """All it takes to lead the conversation, on paper; for whoever may log one."""
    topic = queries.topic(topic_id)
    if not rules.may_lead_one(places.standing(current_person(), places.organisation())):
        raise NotThere("The pack is for whoever leads a team, employee champions and the OD team.")
    return page(
        "values/conversations/pack.html",
        topic=topic,
        steps=pack.from_text(topic.steps),
        minutes=pack.minutes(pack.from_text(topic.steps)),
        about=_about(topic),
        framework=queries.values_for(topic, clock.today()) if topic.kind == "values" else None,
    )


def _about(topic: ConversationTopic) -> links.Link | None:
    return links.resolve(topic.source_kind, topic.source_id) if topic.source_id is not None else None


def _excerpt(conversation_id: int) -> Excerpt | None:
    row = queries.by_id(conversation_id)
    if row is None:
        return None
    address = url_for("values.team_conversation", topic_id=row.topic_id, unit_id=row.unit_id)
    return Excerpt(row.commitment, f"Commitment of {row.unit.name}", address, row.hidden_at is not None)


def _visible(conversation_id: int) -> bool:
    row = queries.by_id(conversation_id)
    if row is None or row.hidden_at is not None:
        return False
    return rules.may_see(places.standing(current_person(), places.organisation()), row.unit_id)


MODERATED: dict[str, Moderated] = {"team-commitment": Moderated(_excerpt, _visible, actions.hide, actions.restore)}
