"""What a report can be made of: one module a block, each listed once in BLOCKS.

A block's module has NAME, TITLE and ABOUT (what it tells, for whoever chooses), BY_DIRECTORATE (whether it can be read
for one directorate), and `block(asked) -> Block`, which reads features' own queries and nothing that is confidential.
"""

from types import ModuleType

from engage.reports.blocks import (
    achievements,
    actions,
    awards,
    champions,
    concerns,
    consultations,
    equality,
    events,
    heard,
    managers_trained,
    measures,
    milestones,
    programme_exceptions,
    quotations,
    recognised,
    survey,
    talks,
    thanks,
)

BLOCKS: tuple[ModuleType, ...] = (
    programme_exceptions, milestones, measures, equality, managers_trained, survey, quotations, heard,
    concerns, consultations,
    champions, thanks, awards, recognised, events, talks, actions, achievements,
)  # fmt: skip
NAMES: tuple[str, ...] = tuple(module.NAME for module in BLOCKS)
BY_NAME: dict[str, ModuleType] = {module.NAME: module for module in BLOCKS}


def offered(by_directorate: bool) -> tuple[ModuleType, ...]:
    """Those that can be chosen: for one directorate only the ones that can be read so."""
    return tuple(module for module in BLOCKS if module.BY_DIRECTORATE or not by_directorate)
