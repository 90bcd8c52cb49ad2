"""What must hold once a council is reorganised: nothing of the network's is lost, by plain code over the tables."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from bench.network_data import wanted
from engage.champions.actions import coverage as acts
from engage.champions.actions import networks_people
from engage.champions.actions import recruiting as rounds
from engage.champions.actions import recruiting_applying as applying
from engage.champions.actions import recruiting_deciding as deciding
from engage.champions.actions import recruiting_letters as letters
from engage.champions.actions.recruiting_deciding import Meant
from engage.champions.models import Activity, Application, Briefing, Concern, ConcernCase
from engage.champions.queries import activity_figures, concerns_manage, coverage, coverage_changes
from engage.champions.queries.coverage_changes import GapKind
from engage.champions.rules.recruiting import Answer, Outcome, Terms
from engage.core import clock
from engage.core.db import db, transaction
from engage.core.errors import Conflict
from engage.directory.models import Appointment, Network, Person, Post, Unit
from engage.directory.rules.networks import Ended
from engage.events.models import Booking

KEPT = (Appointment, Activity, Concern, ConcernCase, Briefing, Application, Booking)


@dataclass(frozen=True)
class Council:
    """The tables as they are: open units, what replaced each closed one, and where everybody who is here works."""

    open: frozenset[int]
    replaced: Mapping[int, int | None]
    works_in: Mapping[int, int]


def read() -> Council:
    """Read anew."""
    units = db.session.execute(select(Unit.id, Unit.closed_on, Unit.replaced_by_id)).all()
    here = Person.leaves_on.is_(None) | (Person.leaves_on >= clock.today())
    posts = select(Post.person_id, Post.unit_id).join(Person, Person.id == Post.person_id)
    return Council(
        frozenset(unit for unit, closed, _ in units if closed is None),
        {unit: after for unit, closed, after in units if closed is not None},
        dict(db.session.execute(posts.where(Post.is_main, Post.ended_on.is_(None), here)).all()),
    )


def counts() -> Mapping[str, int]:
    """How many rows there are of what must stay."""
    return {each.__tablename__: db.session.scalar(select(func.count()).select_from(each)) or 0 for each in KEPT}


def today_of(unit: int, found: Council) -> int | None:
    """The open unit that stands for one; None for one that nothing replaced."""
    for _ in found.replaced:
        if unit in found.open:
            return unit
        unit = found.replaced[unit] or 0
        if not unit:
            return None
    return unit if unit in found.open else None


def nothing_is_lost(network: Network, before: Mapping[str, int]) -> dict[str, int]:
    """Every row is there, with its person and its unit, which is open, has a successor, or is named as a gap."""
    assert counts() == before
    found, gaps = read(), coverage_changes.gaps(network)
    people = frozenset(db.session.scalars(select(Person.id)))
    everywhere = found.open | frozenset(found.replaced)
    ended = {unit for unit in found.replaced if today_of(unit, found) is None}
    appointed = db.session.execute(select(Appointment.id, Appointment.person_id, Appointment.unit_id)).all()
    logged = db.session.execute(select(Activity.id, Activity.person_id, Activity.unit_id)).all()
    passed_on = db.session.execute(select(Concern.id, Concern.teller_id, Concern.unit_id)).all()
    for _, person, unit in (*appointed, *logged, *passed_on):
        assert person in people
        assert unit in everywhere
    listed = {each.appointment_id: each.kind for each in gaps.people}
    assert listed == dict(_expected(appointed, found))
    assert {each.unit_id for each in gaps.bare} == _bare(network, found)
    _figures_hold_all([unit for _, _, unit in logged], ended, len(passed_on))
    tables = {"appointments": appointed, "activities": logged, "concerns": passed_on}
    in_closed = {name: sum(unit in found.replaced for _, _, unit in rows) for name, rows in tables.items()}
    return {
        "units closed": len(found.replaced), "without a successor": len(ended),
        **{f"{name} in closed units": many for name, many in in_closed.items()},
        "left": gaps.count(GapKind.LEFT), "moved": gaps.count(GapKind.MOVED),
        "whose unit is gone": gaps.count(GapKind.UNIT_GONE), "groups without cover": len(gaps.bare),
    }  # fmt: skip


def _expected(appointed: Iterable[Sequence[int]], found: Council) -> Iterable[tuple[int, str]]:
    """Which appointments somebody should look at."""
    for number, person, unit in appointed:
        now, at = today_of(unit, found), found.works_in.get(person)
        if at is None:
            yield number, GapKind.LEFT
        elif now is None:
            yield number, GapKind.UNIT_GONE
        elif now != at:
            yield number, GapKind.MOVED


def _bare(network: Network, found: Council) -> set[int]:
    """Groups in which no champion works today."""
    stands_in = coverage.groups(network).stands_in
    on = select(Appointment.person_id).where(Appointment.network_id == network.id, Appointment.ended_on.is_(None))
    held = {stands_in[found.works_in[who]] for who in db.session.scalars(on) if who in found.works_in}
    return set(coverage.groups(network).people) - held


def _figures_hold_all(logged: Sequence[int], ended: set[int], concerns: int) -> None:
    """Nothing that was logged or passed on falls out of the OD team's figures, or out of its service."""
    lines = activity_figures.by_service(activity_figures.Scope(), activity_figures.services())
    assert sum(each.entries for each in lines) == len(logged)
    unnamed = sum(each.entries for each in lines if each.name == "No service named")
    assert unnamed == sum(unit in ended for unit in logged)
    assert sum(each.came for each in concerns_manage.figures(None).by_service) == concerns


def put_right(network: Network) -> dict[str, int]:
    """Whoever left is ended, what they had not told is handed over, whoever moved goes on; nothing is left to do."""
    handed = ended = kept = 0
    successors = iter([person for people in wanted(network).values() for person in people])
    for gap in coverage_changes.gaps(network).people:
        row = db.session.get_one(Appointment, gap.appointment_id)
        with transaction():
            if gap.kind != GapKind.LEFT:
                acts.keep(network, row.id)
                kept += 1
            elif networks_people.open_concerns(row):
                assert _refuses(network, row.id)
                handed += networks_people.hand_over(row, next(successors), Ended.LEFT, clock.today())[1]
            else:
                acts.end(network, row.id, clock.today())
                ended += 1
    assert not coverage_changes.gaps(network).people
    on = select(Appointment.person_id).where(Appointment.network_id == network.id, Appointment.ended_on.is_(None))
    orphans = select(func.count()).select_from(Concern).where(Concern.told_on.is_(None), Concern.teller_id.not_in(on))
    assert db.session.scalar(orphans) == 0
    assert not set(db.session.scalars(on)) - set(read().works_in)
    return {"go on": kept, "ended": ended, "concerns handed over": handed}


def _refuses(network: Network, appointment_id: int) -> bool:
    """An appointment with open concerns does not simply end."""
    try:
        acts.end(network, appointment_id, clock.today())
    except Conflict:
        return True
    return False


def next_round(network: Network, by: int) -> dict[str, int]:
    """Its targets are what the plan asks for; applied, decided and told, the plan asks for nobody."""
    now, asked = clock.now(), wanted(network)
    with transaction():
        row = rounds.make(network, Terms("The next round", "Come.", None, clock.now().replace(year=now.year + 1),
                                         clock.today()), now)  # fmt: skip
        rounds.propose(row)
        targets = {each.unit_id: each.seats for each in rounds.placing.targets(row.id)}
        assert targets == {each.unit_id: each.to_recruit for each in asked}
        assert not rounds.proposals(row)
        rounds.open_round(row, now)
    for each, people in asked.items():
        with transaction():
            made = [applying.apply(row, person, "To help.", "", clock.now()) for person in people[: each.to_recruit]]
            for application in made:
                if application.manager == Answer.ASKED:
                    applying.answer(application, True, "", clock.now())
    with transaction():
        rounds.close_round(row, clock.now())
        ids = db.session.scalars(select(Application.id).where(Application.round_id == row.id)).all()
        done = deciding.decide(row, ids, Meant(Outcome.APPOINTED, "Nobody could be asked."), by, clock.now())
        assert (len(done.done), done.left_out) == (sum(targets.values()), [])
        sent = letters.send(row, clock.now())
        rounds.end_round(row, clock.now())
    after = coverage.coverage(network).coverage
    assert (after.to_recruit, after.bare) == (0, ())
    return {"targets": sum(targets.values()), "in groups": len(targets), "appointed": len(done.done),
            "letters": sent.mailed + sent.printed}  # fmt: skip
