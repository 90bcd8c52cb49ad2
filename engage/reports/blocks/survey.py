"""The survey's headline and response: published releases only, of a directorate where it is a group of its own."""

from flask import url_for

from engage.reports.rules.figures import PERCENT, Asked, Block, Evidence, Figure, Sentence
from engage.surveys.queries.in_period import Wave, closed

NAME, TITLE, BY_DIRECTORATE = "survey", "Staff survey", True
ABOUT = "Response and headline of published surveys that closed in the period."
# From so many points down it is an exception.
FALL = 3


def block(asked: Asked) -> Block:
    """The newest survey of the period, beside the newest of the one before."""
    unit = asked.place.code if asked.place else ""
    waves = closed(asked.period.first, asked.period.last, unit)
    if not waves:
        return Block(NAME, TITLE, (Sentence("No survey with published results closed in this period.", _all()),))
    earlier = closed(asked.before.first, asked.before.last, unit)
    figures = [line for wave in waves for line in _lines(wave, earlier[0] if earlier else None)]
    return Block(
        NAME, TITLE, tuple(_said(wave) for wave in waves), tuple(figures),
        "Only what the protection of small groups lets through is published. An index before is shown where it was "
        "asked alike.",
    )  # fmt: skip


def _all() -> Evidence:
    return Evidence(url_for("surveys.index"), "Surveys and their results")


def _evidence(wave: Wave) -> Evidence:
    if wave.group == wave.head.blocks[0].code:
        return Evidence(url_for("surveys.results", survey_id=wave.survey_id), f"Results of {wave.title}")
    address = url_for("surveys.results_group", survey_id=wave.survey_id, code=wave.group)
    return Evidence(address, f"Results of {wave.title} for this directorate")


def _said(wave: Wave) -> Sentence:
    if wave.index is None:
        return Sentence(f"{wave.title} is published.", _evidence(wave))
    return Sentence(f"In {wave.title} {wave.index_name} stands at {wave.index} of 100.", _evidence(wave))


def _lines(wave: Wave, earlier: Wave | None) -> list[Figure]:
    evidence = _evidence(wave)
    found = [Figure(f"{wave.title}: response", wave.rate or None, earlier.rate or None if earlier else None, evidence,
                    PERCENT, why="None before" if wave.rate else "Not shown")]  # fmt: skip
    if wave.index_name:
        last = earlier.index if earlier and wave.asked_like(earlier) else None
        fell = wave.index is not None and last is not None and last - wave.index >= FALL
        found.append(Figure(f"{wave.title}: {wave.index_name}, 0 to 100", wave.index, last, evidence,
                            exception=fell, why="Not shown" if wave.index is None else "None asked alike"))  # fmt: skip
    return found
