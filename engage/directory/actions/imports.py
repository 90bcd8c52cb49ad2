"""Carry an import out, all or nothing, and take the last one back."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.exc import IntegrityError

from engage.core import audit, clock
from engage.core.db import db, writing
from engage.core.errors import Conflict, Invalid
from engage.directory import queries
from engage.directory.imports import bulk, prepare, words
from engage.directory.models import Account, ImportProfile, ImportRun, Person, Post, SignInCode
from engage.directory.rules import columns
from engage.directory.rules.plan import Plan
from engage.directory.rules.units import depths

REFS = {"unit_id": "unit", "parent_id": "unit", "replaced_by_id": "unit", "person_id": "person",
        "manager_post_id": "post"}  # fmt: skip
Progress = Callable[[str], None]


def carry_out(plan: Plan, filename: str, by_id: int | None, progress: Progress = lambda _: None) -> ImportRun:
    """Do what a plan says, or raise Conflict where it is out of date; the caller's transaction is all or nothing."""
    bulk.lock()
    prepare.refuse_stale(plan)
    ids = {
        "unit": bulk.reserve("unit", len(plan.units.made)),
        "person": bulk.reserve("person", len(plan.people_made)),
        "post": bulk.reserve("post", len(plan.posts_made)),
    }
    _apply_units(plan, ids)
    progress("people")
    _apply_people(plan, ids)
    progress("posts")
    _apply_posts(plan, ids)
    undo = {
        "made": {name: bulk.ranges(numbers) for name, numbers in ids.items()},
        "was": {
            "unit": bulk.packed(plan.units.changed), "person": bulk.packed(plan.people_changed),
            "post": bulk.packed(plan.posts_changed),
        },
    }  # fmt: skip
    # Only the last import can be taken back, so what people were before is kept for no other.
    db.session.execute(update(ImportRun).values(undo="{}"))
    run = ImportRun(
        kind=plan.kind, number=queries.next_import_number(plan.kind), at=clock.now(), by_id=by_id,
        filename=filename[-200:], summary=json.dumps({"source": plan.source, **plan.counts}),
        undo=json.dumps(undo, separators=(",", ":")),
    )  # fmt: skip
    db.session.add(run)
    db.session.flush()
    audit.record("imported", f"{plan.kind} import", run.id, **plan.counts)
    db.session.expire_all()
    return run


def carry_out_alone(plan: Plan, filename: str, by_id: int | None, progress: Progress = lambda _: None) -> int:
    """The same in a writing transaction of its own, after what was only read; answers the import's number."""
    with writing():
        return carry_out(plan, filename, by_id, progress).number


def _real(ids: Mapping[str, Sequence[int]], values: Mapping[str, Any]) -> dict[str, Any]:
    """Values with the ids of new rows in place of their negative references."""
    return {
        name: ids[REFS[name]][-value - 1] if name in REFS and value is not None and value < 0 else value
        for name, value in values.items()
    }


def _apply_units(plan: Plan, ids: Mapping[str, Sequence[int]]) -> None:
    depth = depths({unit.ref: unit.parent for unit in plan.units.made})
    bulk.add("unit", (
        {"id": ids["unit"][-unit.ref - 1], "code": unit.code, "name": unit.name, "level": unit.level,
         "opened_on": plan.on, **_real(ids, {"parent_id": unit.parent})}
        for unit in sorted(plan.units.made, key=lambda unit: depth[unit.ref])
    ))  # fmt: skip
    bulk.change("unit", ((one.id, _real(ids, one.now)) for one in plan.units.changed))


def _apply_people(plan: Plan, ids: Mapping[str, Sequence[int]]) -> None:
    # Addresses that change hands: first all are let go.
    bulk.change("person", ((one.id, {"email": None}) for one in plan.people_changed if one.was.get("email")))
    bulk.change("person", ((one.id, one.now) for one in plan.people_changed))
    bulk.add("person", (
        {"id": ids["person"][-one.ref - 1], "employee_number": one.number, **one.values}
        for one in plan.people_made
    ))  # fmt: skip


def _apply_posts(plan: Plan, ids: Mapping[str, Sequence[int]]) -> None:
    bulk.change("post", _letting_go(plan))
    bulk.add("post", (
        {"id": ids["post"][-one.ref - 1], "reference": one.reference,
         **_real(ids, {"person_id": one.person, "unit_id": one.unit, "manager_post_id": one.manager}),
         **one.values}
        for one in plan.posts_made
    ))  # fmt: skip
    bulk.change("post", ((one.id, _real(ids, one.now)) for one in plan.posts_changed if "ended_on" not in one.now))


def _letting_go(plan: Plan) -> Iterator[tuple[int, dict[str, Any]]]:
    """Posts that end or are no longer the main one: before others take their place."""
    for one in plan.posts_changed:
        if "ended_on" in one.now:
            yield one.id, {"ended_on": one.now["ended_on"]}
        elif one.now.get("is_main") is False:
            yield one.id, {"is_main": False}


def roll_back(run: ImportRun) -> ImportRun:
    """Take the last import back; raises Conflict where it is not the last, or what it brought is in use."""
    bulk.lock()
    last = queries.last_import()
    if last is None or last.id != run.id:
        raise Conflict("Only the last import can be rolled back, and only once.")
    undo = json.loads(run.undo)
    try:
        with db.session.begin_nested():
            _put_back(undo["made"], undo["was"])
    except IntegrityError as error:
        raise Conflict(
            "This import can no longer be rolled back: people, posts or units that it brought are in use. "
            "Import the earlier file again instead."
        ) from error
    run.rolled_back_at = clock.now()
    run.undo = "{}"
    db.session.flush()
    audit.record("rolled back", f"{run.kind} import", run.id)
    db.session.expire_all()
    return run


def _put_back(made: Mapping[str, Any], was: Mapping[str, Any]) -> None:
    posts = list(bulk.unpacked(was["post"]))
    bulk.change("post", ((post, {"manager_post_id": None}) for post, old in posts if "manager_post_id" in old))
    bulk.change("post", ((post, {"is_main": False}) for post, old in posts if "is_main" in old))
    for first, last in made["post"]:
        db.session.execute(update(Post).where(Post.id.between(first, last)).values(manager_post_id=None))
    bulk.remove("post", made["post"])
    bulk.change("post", posts)
    people = list(bulk.unpacked(was["person"]))
    bulk.change("person", ((person, {"email": None}) for person, old in people if "email" in old))
    _forget_unclaimed(made["person"])
    bulk.remove("person", made["person"])
    bulk.change("person", people)
    bulk.change("unit", bulk.unpacked(was["unit"]))
    ranges = made["unit"]
    if ranges:
        # New units hang on one another: they let go first, so that the order does not matter.
        bulk.change("unit", ((unit, {"parent_id": None, "replaced_by_id": None})
                             for first, last in ranges for unit in range(first, last + 1)))  # fmt: skip
    bulk.remove("unit", ranges)


def _forget_unclaimed(ranges: Sequence[Sequence[int]]) -> None:
    """Codes and empty accounts of people who are about to go do not hold them here."""
    for first, last in ranges:
        unclaimed = select(Person.id).outerjoin(Account, Account.person_id == Person.id).where(
            Person.id.between(first, last),
            or_(Account.person_id.is_(None), Account.claimed_at.is_(None) & Account.password_hash.is_(None)),
        )  # fmt: skip
        db.session.execute(delete(SignInCode).where(SignInCode.person_id.in_(unclaimed)))
        db.session.execute(delete(Account).where(Account.person_id.in_(unclaimed)))


def save_profile(name: str, chosen: Mapping[str, str]) -> ImportProfile:
    """Keep which column is which under a name; an older one of this name is replaced."""
    name = " ".join(name.split())
    kept = {field: header.strip() for field, header in chosen.items() if header.strip()}
    if not name or name == columns.DEFAULT or len(name) > 60:
        raise Invalid("Give the profile a name of its own, of up to 60 characters.")
    wrong = words.profile_faults(kept)
    if wrong:
        raise Invalid("The profile was not saved.", wrong)
    row = queries.profile(name)
    if row is None:
        row = ImportProfile(name=name, columns="{}")
        db.session.add(row)
    row.columns = json.dumps(kept)
    db.session.flush()
    audit.record("saved", "import profile", columns=len(kept))
    return row
