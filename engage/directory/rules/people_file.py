"""A staff extract checked within itself: nobody and nothing twice, one main post for each person."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from engage.directory.rules.extract import Extract, Row, Value
from engage.directory.rules.faults import Faults, Notes, parts
from engage.directory.rules.units import plain

PostKey = tuple[str, str]


@dataclass
class PeopleFile:
    """People by number (their first row), posts by number and reference, holders of e-mail addresses."""

    people: dict[str, Row] = field(default_factory=dict)
    posts: dict[PostKey, Row] = field(default_factory=dict)
    emails: dict[str, str] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    main_line: dict[str, int] = field(default_factory=dict)

    def is_main(self, row: Row) -> bool:
        """Whether this post counts for its holder; somebody's only post always does."""
        return bool(row.number) and self.main_line.get(row.number, row.line) == row.line


def check(extract: Extract, on: date, faults: Faults, notes: Notes) -> PeopleFile:
    """The people and posts of an extract, faults added for what stands twice."""
    found = PeopleFile()
    several: dict[str, list[Row]] = {}
    email = _place(extract.person_fields, "email")
    leaves = _place(extract.person_fields, "leaves_on")
    for row in extract.rows:
        before = found.posts.setdefault((row.number, row.reference), row)
        if before is not row:
            if row.number:
                faults.add(row.line, "post_doubled", row.number, str(before.line))
            else:
                notes.add("vacancy_repeated", row.line)
            continue
        if not row.number:
            continue
        first = found.people.setdefault(row.number, row)
        if first is not row and _are_two(extract.person_fields, first, row):
            names = (_called(extract.person_fields, one) for one in (row, first))
            faults.add(row.line, "number_of_two", row.number, parts(first.line, *names))
            continue
        if first is not row:
            several.setdefault(row.number, [first]).append(row)
            if first.person != row.person:
                notes.add("person_differs", row.line)
            continue
        _enter_person(found, row, _value(row, email), _value(row, leaves), on, faults)
    for number, rows in several.items():
        found.main_line[number] = _main(rows, extract.post_fields, faults, notes)
    return found


def _are_two(fields: Sequence[str], first: Row, other: Row) -> bool:
    """Whether two rows of one number can hardly be one person: another surname, and no first name shared."""
    if first.person == other.person:
        return False
    names = [dict(zip(fields, row.person, strict=True)) for row in (first, other)]
    one, two = ({plain(str(each.get(f) or "")) for f in ("first_name", "known_as")} - {""} for each in names)
    return plain(str(names[0]["surname"])) != plain(str(names[1]["surname"])) and not one & two


def _called(fields: Sequence[str], row: Row) -> str:
    named = dict(zip(fields, row.person, strict=True))
    return f"{named['first_name']} {named['surname']}"


def _enter_person(found: PeopleFile, row: Row, email: Value, leaves_on: Value, on: date, faults: Faults) -> None:
    if isinstance(email, str) and found.emails.setdefault(email, row.number) != row.number:
        faults.add(row.line, "email_doubled", found.emails[email], email)
    if isinstance(leaves_on, date) and leaves_on < on:
        found.gone.add(row.number)


def _main(rows: Sequence[Row], post_fields: Sequence[str], faults: Faults, notes: Notes) -> int:
    """The line of the main post: as the file says; else the longest hours; else the first."""
    told, hours = _place(post_fields, "is_main"), _place(post_fields, "hours")
    marked = [row for row in rows if told is not None and row.post[told]]
    if len(marked) > 1:
        faults.add(marked[1].line, "two_main_posts", rows[0].number, str(marked[0].line))
    if marked:
        return marked[0].line
    notes.add("main_post_chosen", rows[0].line)
    best = max(rows, key=lambda row: (_number(row, hours), -row.line))
    return best.line


def _number(row: Row, place: int | None) -> float:
    value = row.post[place] if place is not None else None
    return value if isinstance(value, float) else -1.0


def _place(fields: Sequence[str], name: str) -> int | None:
    return fields.index(name) if name in fields else None


def _value(row: Row, place: int | None) -> Value:
    return None if place is None else row.person[place]
