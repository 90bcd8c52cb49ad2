"""The attack on a polling: what the attacker copies, keeps and reads, and every trick laid beside the truth."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import text

from engage.core.db import ballot_owner_engine, db
from tests.ballots import boxes, linkage


@dataclass
class Council:
    """Voters in the order in which they voted, with the mark each gave, and what the attacker collected.

    `flags`: the main database's table of who has taken part; `person`, `taken`: its columns of people and of flags."""

    code: str
    folder: Path
    flags: str
    person: str
    mark_of: dict[Any, str]
    paper_of: dict[Any, bytes]
    taken: str = "taken_part"
    backups: list[Path] = field(default_factory=list)
    rows: dict[str, linkage.Groups] = field(default_factory=dict)
    # What an opened row says, to whoever has the questionnaire.
    reads: Callable[[str], str] = str

    @property
    def by_paper(self) -> dict[bytes, str]:
        """The truth: which mark lies in which sealed ballot."""
        return {self.paper_of[person]: mark for person, mark in self.mark_of.items()}


def is_sqlite() -> bool:
    """Which of the two databases is under attack."""
    return ballot_owner_engine().dialect.name == "sqlite"


def empty_logs() -> None:
    """SQLite's logs begin here: what came before the polling is not part of it."""
    for engine in (db.engine, ballot_owner_engine()) if is_sqlite() else ():
        held = engine.raw_connection()
        held.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        held.close()


def backup(council: Council, name: str) -> Path:
    """Both databases as they lie on the disk; of PostgreSQL, what a dump of the two tables holds."""
    folder = council.folder / name
    tables = ((db.engine, council.flags), (ballot_owner_engine(), "ballot"))
    if is_sqlite():
        for engine, _table in tables:
            linkage.copy_files(Path(engine.url.database or ""), folder)
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    for engine, table in tables:
        with engine.connect() as connection:
            rows = connection.execute(text(f'SELECT * FROM "{table}"')).all()
        (folder / f"{table}.db.dump").write_bytes(b"\n".join(b"|".join(map(_plain, row)) for row in rows))
    return folder


def _plain(value: object) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def sealed_ballots(council: Council) -> dict[bytes, bytes]:
    """What the attacker finds in the ballot database while the box is sealed."""
    with ballot_owner_engine().connect() as connection:
        found = connection.execute(text("SELECT id, sealed FROM ballot WHERE box = :box"), {"box": council.code})
        return {bytes(row.id): bytes(row.sealed) for row in found}


def who_cast_what(council: Council) -> dict[Any, bytes]:
    """The attacker ties people to sealed ballots: neighbouring transactions, or both logs side by side."""
    where = f"box = '{council.code}'"
    if is_sqlite():
        last = council.backups[-1]
        people = linkage.sqlite_arrivals(
            last / "engage.db", f"SELECT {council.person} FROM {council.flags} WHERE {council.taken}"
        )
        papers = linkage.sqlite_arrivals(last / "ballots.db", f"SELECT id FROM ballot WHERE {where}")
    else:
        people = linkage.postgres_rows(db.engine, council.flags, council.person, "xmin", council.taken)
        papers = linkage.postgres_rows(ballot_owner_engine(), "ballot", "id", "xmin", where)
    db.session.rollback()
    return dict(zip(people, papers, strict=True))


def collect(council: Council, name: str) -> dict[bytes, str]:
    """Every order that the opened rows lie in at this moment; answers the numbers of the rows of answers."""
    numbers: dict[bytes, str] = {}
    for table, column in (("opened_answers", "payload"), ("opened_comment", "text")):
        with ballot_owner_engine().connect() as connection:
            found = connection.execute(
                text(f"SELECT id, {column} AS words FROM {table} WHERE box = :box ORDER BY id"),
                {"box": council.code},
            ).all()
        said = {bytes(row.id): council.reads(row.words) if column == "payload" else row.words for row in found}
        marked = {paper: linkage.MARK.findall(words.encode())[0].decode() for paper, words in said.items()}
        council.rows[f"{name}: numbers of {table}"] = [tuple(marked.values())]
        council.rows[f"{name}: lengths in {table}"] = [
            tuple(marked[bytes(row.id)] for row in sorted(found, key=lambda row: len(row.words)))
        ]
        numbers |= marked if table == "opened_answers" else {}
        if is_sqlite():
            for where, groups in linkage.sqlite_places(backup(council, name) / "ballots.db", marked):
                council.rows[f"{name}: {table}, {where}"] = groups
        else:
            for order in ("xmin", "ctid", "cmin"):
                ids = linkage.postgres_rows(ballot_owner_engine(), table, "id", order, f"box = '{council.code}'")
                council.rows[f"{name}: {table} by {order}"] = [tuple(marked[bytes(each)] for each in ids)]
    return numbers


def attack_opened(council: Council, opening: Callable[..., Any] = boxes.open_box) -> list[linkage.Trick]:
    """Open the box while the attacker looks on: after the rewriting, before compacting, at the end."""
    papers = {paper: council.by_paper[paper] for paper in council.paper_of.values()}
    sealed = sealed_ballots(council)
    kept: dict[bytes, str] = {}

    def look(name: str) -> None:
        if name in {"rewritten", "counted"}:
            kept.update(collect(council, name))

    opening(council.code, len(council.mark_of), checkpoint=look, participation=(council.flags,))
    kept.update(collect(council, "end"))
    people = {
        "order of voting": list(papers.values()),
        "order of paper numbers": [papers[paper] for paper in sorted(papers)],
        "order of sealed bytes": [papers[paper] for paper in sorted(papers, key=lambda each: sealed[each])],
        "lengths of sealed bytes": [papers[each] for each in sorted(papers, key=lambda each: len(sealed[each]))],
    }
    comments = {name: groups for name, groups in council.rows.items() if "opened_comment" in name}
    answers = {
        name: [mark for group in groups for mark in group]
        for name, groups in council.rows.items()
        if name not in comments
    }
    return [
        linkage.try_ids(papers, kept),
        *linkage.try_orders(people, council.rows),
        *linkage.try_orders(answers, comments),
    ]
