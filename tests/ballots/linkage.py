"""The attacker: holds both databases, copies of three days, the logs' order, and tries to name each answer.

Every trick yields a guess whose chance of being as good by luck alone is known exactly, so that one bound
serves all of them: a box is linked where the best of all tricks beats chance beyond LUCK.
"""

import itertools
import math
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sqlalchemy import Engine, text

LUCK = 1e-4
MARK = re.compile(rb"M\d{5}")
FRAME_HEAD, WAL_HEAD = 24, 32
# What the attacker knows an order of: marks, each group of them ordered in itself (one page, one table).
Groups = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Trick:
    """One way of guessing: its name, how many it named rightly, and the chance of that by luck."""

    name: str
    right: int
    of: int
    luck: float


def best(tricks: Sequence[Trick]) -> Trick:
    """The best of them, its luck corrected for how many were tried."""
    found = min(tricks, key=lambda trick: trick.luck)
    return Trick(found.name, found.right, found.of, min(1.0, found.luck * len(tricks)))


def linked(tricks: Sequence[Trick]) -> bool:
    """Whether answers were tied to people better than chance allows."""
    return best(tricks).luck < LUCK


def try_orders(people: Mapping[str, Sequence[str]], rows: Mapping[str, Groups]) -> list[Trick]:
    """Lay every order of people, written as the marks they gave, beside every order of rows."""
    found = []
    for (who, voters), (what, groups) in itertools.product(people.items(), rows.items()):
        whole = [mark for group in groups for mark in group]
        among = [mark for mark in voters if mark in set(whole)]
        for name, row in (("", whole), (" backwards", whole[::-1])):
            right = sum(a == b for a, b in zip(among, row, strict=False))
            # At least m fixed points of a random order: at most E[C(X, m)] = 1/m!.
            found.append(Trick(f"{who} / {what}{name}", right, len(among), 1 / math.factorial(right)))
        agreeing = sum(_agreeing(group, among) for group in groups)
        luck = _luck_of(agreeing, [len(group) for group in groups])
        found.append(Trick(f"{who} / {what}, pairs in order", agreeing, len(whole), luck))
    return found


def _agreeing(group: Sequence[str], voters: Sequence[str]) -> int:
    place = {mark: at for at, mark in enumerate(voters)}
    return sum(place[a] < place[b] for a, b in itertools.combinations(group, 2))


def _luck_of(agreeing: int, sizes: Sequence[int]) -> float:
    """Kendall's count of agreeing pairs, summed over groups: its exact distribution, both tails."""
    chance = np.ones(1)
    for size in sizes:
        for k in range(2, size + 1):
            chance = np.convolve(chance, np.full(k, 1 / k))
    return float(min(1.0, 2 * min(chance[: agreeing + 1].sum(), chance[agreeing:].sum())))


def try_ids(sealed: Mapping[bytes, str], opened: Mapping[bytes, str]) -> Trick:
    """Rows that kept their number."""
    right = sum(opened.get(number) == mark for number, mark in sealed.items())
    return Trick("kept numbers", right, len(sealed), 1 / math.factorial(right))


def try_reading(sealed: Mapping[bytes, bytes], truth: Mapping[bytes, str]) -> Trick:
    """Marks that can be read in what arrived under the number of a known person's ballot."""
    right = sum(truth[number].encode() in MARK.findall(body) for number, body in sealed.items())
    return Trick("read while sealed", right, len(truth), 1 / math.factorial(right))


# Where the orders come from. PostgreSQL: transaction numbers and the place of a row on its page.


def postgres_rows(engine: Engine, table: str, column: str, order: str, where: str = "true") -> list[object]:
    """One column of a table in the order of a system column."""
    by = {"xmin": "xmin::text::bigint", "ctid": "ctid", "cmin": "cmin::text::bigint, ctid"}[order]
    with engine.connect() as connection:
        return list(connection.execute(text(f'SELECT {column} FROM "{table}" WHERE {where} ORDER BY {by}')).scalars())


# SQLite: copies of the files, the log that goes with them, and the places of rows inside pages.


def copy_files(database: Path, folder: Path) -> Path:
    """What a careless backup takes: the file and its log, page by page.

    By another process: whoever closes a file of SQLite's drops every lock their own process holds on it
    (https://www.sqlite.org/howtocorrupt.html, 2.2), and the next server to stop would take the log away.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = [database, database.with_name(database.name + "-wal")]
    subprocess.run(["cp", *(str(file) for file in files if file.exists()), str(folder)], check=True)
    return folder / database.name


def sqlite_arrivals(copy: Path, query: str) -> list[object]:
    """The rows of a query in the order in which the log, replayed commit by commit, first shows them."""
    log = copy.with_name(copy.name + "-wal")
    whole, seen = log.read_bytes(), []
    step = FRAME_HEAD + int.from_bytes(whole[8:12], "big")
    trial = copy.with_name("trial.db")
    for at in range(WAL_HEAD, len(whole) - step + 1, step):
        if int.from_bytes(whole[at + 4 : at + 8], "big") == 0:
            continue
        shutil.copy(copy, trial)
        trial.with_name("trial.db-wal").write_bytes(whole[: at + step])
        connection = sqlite3.connect(trial)
        seen += [row[0] for row in connection.execute(query) if row[0] not in seen]
        connection.close()
        trial.with_name("trial.db-wal").unlink(missing_ok=True)
    return seen


def sqlite_places(copy: Path, numbers: Mapping[bytes, str]) -> Iterator[tuple[str, Groups]]:
    """The order of rows by their offset inside each page, of the file and of its log."""
    for file, head, step in (
        (copy, 0, 4096),
        (copy.with_name(copy.name + "-wal"), WAL_HEAD, FRAME_HEAD + 4096),
    ):
        whole = file.read_bytes() if file.exists() else b""
        pages: dict[int, list[tuple[int, str]]] = {}
        for number, mark in numbers.items():
            for hit in re.finditer(re.escape(number), whole):
                pages.setdefault((hit.start() - head) // step, []).append((hit.start(), mark))
        groups = [tuple(dict.fromkeys(mark for _at, mark in sorted(found))) for found in pages.values()]
        if any(len(group) > 1 for group in groups):
            yield f"places in {file.name}", groups
