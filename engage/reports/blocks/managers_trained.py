"""Managers trained of all managers, for each course that an item of the programme counts."""

from flask import url_for

from engage.programme.queries import training
from engage.reports.rules.figures import PERCENT, Asked, Block, Evidence, Figure, Sentence

NAME, TITLE, BY_DIRECTORATE = "managers_trained", "Managers trained", True
ABOUT = "For each course that the programme counts: how many managers have done it, of how many, and who trains others."


def block(asked: Asked) -> Block:
    """On the last day of each period, by who manages whom today."""
    units = asked.place.units if asked.place else None
    figures, said = list[Figure](), list[Sentence]()
    courses = dict.fromkeys((item.course, item.trainer_course) for item in training.items())
    for course, trainer_course in courses:
        evidence = Evidence(url_for("programme.training", course=course, trainers=trainer_course), course)
        this = training.counted(course, asked.until, units)
        last = training.counted(course, asked.before.last, units)
        said.append(Sentence(f"{course}: {this.trained:,} of {this.managers:,} managers are trained.", evidence))
        figures += [
            Figure(f"{course}: managers trained", this.trained, last.trained, evidence),
            Figure(f"{course}: share of managers", this.percent, last.percent, evidence, PERCENT, why="No managers"),
        ]
        if trainer_course:
            now, then = (training.trainers(trainer_course, day, units) for day in (asked.until, asked.before.last))
            figures.append(Figure(f"{course}: trainers", now, then, evidence))
    if not courses:
        evidence = Evidence(url_for("programme.training"), "Managers trained")
        said.append(Sentence("No item of the programme counts a course.", evidence))
    return Block(NAME, TITLE, tuple(said), tuple(figures), "Who manages whom is taken as it is today.")
