"""What certified coarsening costs with tables of characteristics, and what it shows: people made up, no database."""

import resource
import subprocess
import sys
import time

import numpy as np

from engage.disclosure import Characteristic, Figure, Unit, release_tree

# Name: respondents, teams, directorates, services in each, sizes of the characteristics, figures.
COUNCILS = {
    "3,000 staff": (1_832, 220, 6, 4, (2, 5, 5, 2, 4, 3, 6, 2), 0),
    "8,000 staff": (4_880, 588, 8, 6, (2, 5, 5, 2, 4, 3, 6, 2), 0),
    "20,000 staff": (12_200, 1_465, 13, 11, (2, 5, 5, 2, 4, 3, 6, 2), 0),
    "3,000 staff, 60 figures": (1_832, 220, 6, 4, (2, 5, 5, 2, 4), 60),
    "700,000 respondents, 60 figures": (700_000, 155, 12, 0, (2, 5, 4, 3, 2), 60),
}
PROTOTYPE = {
    "3,000 staff": "55 of 220 alone, 1.3 s",
    "8,000 staff": "164 of 588 alone, 71 of 72 tables, 5 s",
    "20,000 staff": "433 of 1,465 alone, 12.5 s",
}
K, BLANK = 10, 0.05


def main() -> None:
    """Print the table, each line from a process of its own: its peak of memory is that of nothing else."""
    print("\n| council | respondents | teams alone | tables | cells | rank (at most) | CPU s | peak MB | prototype |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|---|", flush=True)
    for name in COUNCILS:
        line = subprocess.run(
            [sys.executable, "-m", "bench.disclosure", name], capture_output=True, text=True, check=True
        )
        print(line.stdout.strip(), flush=True)


def measured(name: str) -> str:
    """One line of the table."""
    people, teams, directorates, services, sizes, figures = COUNCILS[name]
    luck = np.random.default_rng(1)
    units, inside = _units(luck, teams, directorates, services)
    shares = luck.lognormal(0, 0.6, teams)
    places = luck.choice(teams, people, p=shares / shares.sum())
    carried = [inside[at] for at in places]
    told = [_told(luck, people, size, f"x{at}", at % 2 == 1) for at, size in enumerate(sizes)]
    leaning = 0.08 * luck.standard_normal(teams)
    asked = []
    for at in range(figures):
        agreeing = np.clip(luck.uniform(0.35, 0.8) + leaning, 0.05, 0.95)[places]
        asked.append(Figure(f"Q{at}", luck.random(people) > BLANK, (luck.random(people) < agreeing,)))
    began = time.process_time()
    release = release_tree(units, carried, asked, K, np.random.default_rng(2), characteristics=told)
    seconds = time.process_time() - began
    alone = sum(block.code in set(inside) for block in release.plain.blocks)
    shown, cells = release.audit.tables_shown, sum(len(table.cells) for table in release.tables)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"| {name} | {people:,} | {alone} of {teams:,} | {shown} of {len(release.tables)} | {cells} "
        f"| {release.audit.rank:,} ({people // K:,}) | {seconds:.1f} | {peak:.0f} | {PROTOTYPE.get(name, '')} |"
    )


def _units(luck: np.random.Generator, teams: int, directorates: int, services: int) -> tuple[list[Unit], list[str]]:
    units = [Unit("council", None), *(Unit(f"d{i}", "council") for i in range(directorates))]
    above = [f"d{i}" for i in range(directorates)]
    if services:
        above = [f"d{i}s{j}" for i in range(directorates) for j in range(services)]
        units += [Unit(code, code.partition("s")[0]) for code in above]
    inside = [f"t{i}" for i in range(teams)]
    units += [Unit(code, above[int(luck.integers(len(above)))]) for code in inside]
    return units, inside


def _told(luck: np.random.Generator, people: int, size: int, code: str, ordered: bool) -> Characteristic:
    """A characteristic of uneven categories; one in twenty did not tell."""
    shares = np.append(luck.dirichlet(np.full(size, 2.0)) * (1 - BLANK), BLANK)
    found = luck.choice(size + 1, people, p=shares / shares.sum())
    return Characteristic(code, tuple(f"{code} {i}" for i in range(size)), np.where(found == size, -1, found), ordered)


if __name__ == "__main__":
    print(measured(sys.argv[1]))
