"""What a staff extract would change: the file as checked, against the directory as it stands."""

from collections import Counter
from datetime import date, timedelta

from engage.directory.rules.columns import PERSON_FIELDS, POST_FIELDS
from engage.directory.rules.extract import Extract, Row, Value
from engage.directory.rules.faults import Faults, Notes
from engage.directory.rules.managers import PostIndex, report_rings, resolve
from engage.directory.rules.people_file import PeopleFile, check
from engage.directory.rules.people_sources import Sources
from engage.directory.rules.people_state import PersonNow, PostNow, State, differences
from engage.directory.rules.plan import Change, Moved, NewPerson, NewPost, Plan, UnitPlan
from engage.directory.rules.unit_book import UnitBook
from engage.directory.rules.unit_changes import check_rings, emptied, followed, unit_plan
from engage.directory.rules.units import depths

_LEAVES, _STARTED = PERSON_FIELDS.index("leaves_on"), PERSON_FIELDS.index("started_on")
Values = dict[str, Value]


def plan_people(extract: Extract, state: State, source: str, on: date, faults: Faults, notes: Notes) -> Plan | None:
    """The plan, or None where there are faults. `on` is today; leavers' last day is the day before."""
    file = check(extract, on, faults, notes)
    book = UnitBook.of(state.units, state.organisation)
    planner = _Planner(extract, file, book, source, on, faults, notes)
    if not planner.place_units():
        return None
    for person in state.people:
        planner.person(person)
    planner.join()
    for post in state.posts:
        planner.post(post)
    planner.new_posts()
    planner.manage()
    if faults.total:
        return None
    return planner.plan(state)


class _Planner:
    """Gathers the changes while people and posts are read through."""

    def __init__(
        self, extract: Extract, file: PeopleFile, book: UnitBook, source: str, on: date, faults: Faults,
        notes: Notes,
    ) -> None:  # fmt: skip
        self.extract, self.file, self.book, self.source, self.on = extract, file, book, source, on
        self.faults, self.notes = faults, notes
        self.last_day = on - timedelta(days=1)
        self.places: list[int] = []
        self.ref: dict[str, int] = {}
        self.number_of: dict[int, str] = {}
        self.other: dict[int, str] = {}
        self.ended: set[int] = set()
        self.people_made: list[NewPerson] = []
        self.people_changed: list[Change] = []
        self.joiners: list[str] = []
        self.leavers: list[str] = []
        self.returners: list[str] = []
        self.sources = Sources(source)
        self.index = PostIndex()
        self.held: list[tuple[int, Row]] = []
        self.matched: set[int] = set()
        self.changes: dict[int, tuple[Values, Values]] = {}
        self.manager_was: dict[int, int | None] = {}
        self.kept_managers: dict[int, int | None] = {}
        self.before: set[int] = set()
        self.after: set[int] = set()
        self.main_before: dict[str, int] = {}
        self.unknown: list[tuple[int, str]] = []
        self.managers: dict[int, int | None] = {}

    # Units

    def place_units(self) -> bool:
        """The unit of each place of the file; whether there is no fault so far."""
        lines: dict[int, int] = {}
        for place, line in zip(self.extract.places, self.extract.place_lines, strict=True):
            if not place.code:
                ref: int | None = self.book.place(place.path, place.levels)
            else:
                ref = self.book.coded(place.code, place.path, place.levels)
            if ref is None:
                self.faults.add(line, "unit_code_unknown", "unit_code", place.code)
                ref = 0
            lines.setdefault(ref, line)
            self.places.append(ref)
        check_rings(self.book, self.faults, lines)
        return not self.faults.total

    # People

    def person(self, now: PersonNow) -> None:
        """Compare one person of the directory with the file."""
        row = self.file.people.get(now.number)
        active = now.leaves_on is None or now.leaves_on >= self.on
        (self.sources.absent if row is None else self.sources.present)(now.source, active)
        was, becomes = self._absent(now, active) if row is None else self._present(now, active, row)
        if was:
            self.people_changed.append(Change(now.id, was, becomes))

    def _absent(self, now: PersonNow, active: bool) -> tuple[Values, Values]:
        was: Values = {}
        becomes: Values = {}
        if active and now.source == self.source:
            was["leaves_on"], becomes["leaves_on"] = (
                now.leaves_on,
                max(self.last_day, now.started_on or date.min),
            )
            self.leavers.append(_words(now.number, now.known_as or now.first_name, now.surname))
            self.ended.add(now.id)
        elif active:
            self.other[now.id] = now.number
        elif now.source == self.source:
            self.ended.add(now.id)
        if now.email is not None and (taken := self.file.emails.get(now.email.lower())):
            if now.id in self.other:
                self.faults.add(self.file.people[taken].line, "email_taken", now.number, now.email)
            was["email"], becomes["email"] = now.email, None
        return was, becomes

    def _present(self, now: PersonNow, active: bool, row: Row) -> tuple[Values, Values]:
        self.ref[now.number] = now.id
        was, becomes = differences(self.extract.person_fields, now[3:], row.person, PERSON_FIELDS)
        words = _words(now.number, now.known_as or now.first_name, now.surname)
        if now.number in self.file.gone:
            self.ended.add(now.id)
            if active:
                self.leavers.append(words)
        else:
            self.number_of[now.id] = now.number
            if not active:
                self.returners.append(words)
                was["leaves_on"] = now.leaves_on
                becomes.setdefault("leaves_on", None)
        if now.source != self.source:
            was["source"], becomes["source"] = now.source, self.source
            if now.source is not None:
                self.notes.add("other_source", row.line, now.source)
        started = becomes.get("started_on", now.started_on)
        leaves = becomes.get("leaves_on", now.leaves_on)
        if isinstance(started, date) and isinstance(leaves, date) and leaves < started:
            self.faults.add(row.line, "leaves_before_start", now.number)
        return was, becomes

    def join(self) -> None:
        """Those of the file whom nobody knew."""
        for number, row in self.file.people.items():
            if number in self.ref:
                continue
            if number in self.file.gone:
                self.notes.add("left_already", row.line)
                continue
            values: Values = dict(zip(self.extract.person_fields, row.person, strict=True))
            started, leaves = values.get("started_on"), values.get("leaves_on")
            if isinstance(started, date) and isinstance(leaves, date) and leaves < started:
                self.faults.add(row.line, "leaves_before_start", number)
            ref = -len(self.people_made) - 1
            self.ref[number] = ref
            self.people_made.append(NewPerson(ref, number, values | {"source": self.source}))
            first = values.get("known_as") or values.get("first_name")
            self.joiners.append(_words(number, str(first or ""), str(values.get("surname") or "")))

    # Posts

    def post(self, now: PostNow) -> None:
        """Compare one open post with the file."""
        self.before.add(now.unit)
        number = self.number_of.get(now.person) if now.person is not None else ""
        reference = now.reference or ""
        row = self.file.posts.get((number, reference)) if number is not None else None
        if now.is_main and number:
            self.main_before[number] = now.unit
        if row is not None and row.line not in self.matched:
            self.matched.add(row.line)
            self._match(now, row)
        elif number or now.person in self.ended or (now.person is None and now.source == self.source):
            self.changes[now.id] = ({"ended_on": None}, {"ended_on": self.last_day})
        else:
            self.after.add(now.unit)
            self.kept_managers[now.id] = now.manager
            self.index.enter(now.id, reference, self.other.get(now.person or 0, ""), now.is_main)

    def _match(self, now: PostNow, row: Row) -> None:
        was, becomes = differences(self.extract.post_fields, now[6:], row.post, POST_FIELDS)
        was.pop("is_main", None)
        becomes.pop("is_main", None)
        for name, old, new in (
            ("unit_id", now.unit, self.places[row.place]), ("is_main", now.is_main, self.file.is_main(row)),
            ("source", now.source, self.source),
        ):  # fmt: skip
            if old != new and (name != "unit_id" or self.extract.has_places):
                was[name], becomes[name] = old, new
        self.changes[now.id] = (was, becomes)
        self.manager_was[now.id] = now.manager
        self._hold(now.id, row)

    def _hold(self, post: int, row: Row) -> None:
        self.held.append((post, row))
        self.after.add(self.places[row.place])
        self.index.enter(post, row.reference, row.number, self.file.is_main(row))

    def new_posts(self) -> None:
        """Those of the file that nobody holds yet."""
        ref = 0
        for row in self.file.posts.values():
            if row.line not in self.matched and row.number not in self.file.gone:
                ref -= 1
                self._hold(ref, row)

    def manage(self) -> None:
        """Who reports to whom, after the import."""
        if not self.extract.has_managers:
            return
        self.managers, self.unknown = resolve(self.held, self.index, self.faults, self.notes)
        for post, manager in self.managers.items():
            if post > 0 and self.manager_was[post] != manager:
                was, becomes = self.changes[post]
                was["manager_post_id"], becomes["manager_post_id"] = self.manager_was[post], manager
        lines = {post: row.line for post, row in self.held}
        words = {post: row.number or row.reference for post, row in self.held}
        words = self.index.holder | words
        report_rings(self.managers | self.kept_managers, lines, words, self.faults)

    # The whole

    def _made(self) -> list[NewPost]:
        made = []
        for post, row in self.held:
            if post < 0:
                values: Values = dict(zip(self.extract.post_fields, row.post, strict=True))
                values |= {"is_main": self.file.is_main(row), "source": self.source}
                made.append(NewPost(
                    post, row.reference or None, self.ref[row.number] if row.number else None,
                    self.places[row.place], self.managers.get(post), values,
                ))  # fmt: skip
        depth = depths({post.ref: post.manager for post in made})
        made.sort(key=lambda post: depth[post.ref])
        return made

    def _moves(self) -> tuple[list[Moved], dict[int, Counter[int]]]:
        moves: list[Moved] = []
        went: dict[int, Counter[int]] = {}
        for _, row in self.held:
            before = self.main_before.get(row.number)
            if before is None or not self.file.is_main(row):
                continue
            unit = self.places[row.place]
            went.setdefault(before, Counter())[unit] += 1
            if before != unit:
                moves.append(Moved(row.number, self.book.path_words(before), self.book.path_words(unit)))
        return moves, went

    def plan(self, state: State) -> Plan:
        """The plan of what was gathered."""
        moves, went = self._moves() if self.extract.has_places else ([], {})
        closing = followed(self.book, emptied(self.book, self.before, self.after), went)
        units = unit_plan(self.book, state.units, closing, self.on) if self.extract.has_places else UnitPlan()
        joined = {person.number.lstrip("0") for person in self.people_made}
        if lost := sum(words.split(" ", 1)[0].lstrip("0") in joined for words in self.leavers):
            self.notes.add("zeros_lost", None, str(lost))
        staying = self.sources.staying(len(self.file.people))
        for each in staying:
            self.notes.add("other_source_stays", None, each.source, each.stay)
        return Plan(
            kind="people", source=self.source, on=self.on, units=units, notes=self.notes.listed(),
            rows=len(self.extract.rows), people_made=self.people_made, people_changed=self.people_changed,
            posts_made=self._made(),
            posts_changed=[Change(post, was, now) for post, (was, now) in self.changes.items() if was],
            joiners=self.joiners, leavers=self.leavers, returners=self.returners, movers=moves,
            unknown_managers=self.unknown, people_before=self.sources.before, staying=staying,
            vacancies=sum(1 for _, row in self.held if not row.number),
        )  # fmt: skip


def _words(number: str, first: str, surname: str) -> str:
    return f"{number} {first} {surname}"
