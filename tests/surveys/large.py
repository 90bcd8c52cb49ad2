"""A published wave as a large council has it: 168 groups, 60 questions, six themes and an index."""

import random

from engage.core import clock
from engage.core.db import db, transaction
from engage.surveys.models import Release, ReleaseBlock, Survey
from engage.surveys.rules.published import (
    Audit,
    Block,
    BlockFigures,
    GroupFigure,
    GroupMeta,
    Head,
    ItemFigure,
    ItemMeta,
    OptionShare,
)
from engage.surveys.rules.published_text import dumps
from engage.surveys.rules.scales import AGREEMENT

OPTIONS = tuple((o.code, o.text, o.direction.value, None, o.score) for o in AGREEMENT if o.direction)
ITEMS = tuple(
    ItemMeta(f"Q{n}", f"id{n}", f"Section {n // 10}", f"Question {n} about work", "scale", OPTIONS, False, False)
    for n in range(60)
)
THEMES = tuple(GroupMeta(f"t{t}", f"Theme {t}", tuple(f"Q{n}" for n in range(t * 8, t * 8 + 8))) for t in range(6))
INDICES = (GroupMeta("e", "Engagement", ("Q55", "Q56", "Q57", "Q58", "Q59")),)
SPREAD = tuple(OptionShare(option[0], 20) for option in OPTIONS)


def _blocks() -> tuple[Block, ...]:
    found = [Block("all", "All", None, 0, (), False, "70%")]
    for d in range(8):
        found.append(Block(f"d{d}", f"Directorate {d}", "all", 1, (), False, "70%"))
        found += [Block(f"d{d}s{s}", f"Service {d} {s}", f"d{d}", 2, (), False, "65%") for s in range(20)]
    return tuple(found[:168])


def _figures(block: Block, chance: random.Random) -> BlockFigures:
    answered = (7000, 800, 45)[block.depth]
    shares = [(item.code, chance.randint(35, 80)) for item in ITEMS]
    items = (ItemFigure(code, (), answered, p, 10, 90 - p, SPREAD, 3.4, None, p - 3, p + 3) for code, p in shares)
    themes = (GroupFigure(each.code, (), chance.randint(40, 80), False, answered * 8) for each in THEMES)
    index = GroupFigure("e", (), chance.randint(50, 70), False, answered, 21.3)
    return BlockFigures(block.code, tuple(items), tuple(themes), (index,))


def wave(number: int) -> int:
    """Published straight into the tables; the survey's id."""
    chance = random.Random(number)
    blocks = _blocks()
    figures = [_figures(block, chance) for block in blocks]
    audit = Audit(10, "7,000", 0, len(blocks), len(blocks), len(ITEMS), 0, 0, ())
    head = Head(
        f"Wave {number}", "1 March", "21 March", 9000, ITEMS, THEMES, INDICES, blocks,
        tuple(tuple(each.value for each in f.themes) for f in figures),
        tuple((f.indices[0].value,) for f in figures), tuple((False,) for _ in figures), (), audit,
    )  # fmt: skip
    with transaction():
        survey = Survey(title=f"Wave {number}", questionnaire="{}", created_at=clock.now(), stage="released")
        db.session.add(survey)
        db.session.flush()
        release = Release(survey_id=survey.id, head=dumps(head), sha256=f"{number:064}", made_at=clock.now())
        db.session.add(release)
        db.session.flush()
        db.session.add_all(ReleaseBlock(release_id=release.id, code=f.code, document=dumps(f)) for f in figures)
        return survey.id
