"""A release as text and back: canonical JSON, its hash, and what was kept of it."""

import hashlib
import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from engage.surveys.rules.published import (
    Audit,
    Block,
    BlockFigures,
    CellFigures,
    Driver,
    Drivers,
    GroupFigure,
    GroupMeta,
    Head,
    ItemFigure,
    ItemMeta,
    OptionShare,
    Reliability,
    SplitMeta,
    TableFigures,
    TableMeta,
)

# Parts of a release that older ones do not hold.
LATER = frozenset({"drivers", "reliability", "characteristics", "tables", "tables_withheld", "table_merges", "part"})


def dumps(part: Head | BlockFigures | TableFigures) -> str:
    """Canonical JSON."""
    return json.dumps(part, default=_said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _said(part: Any) -> dict[str, Any]:
    """What releases did not hold from the beginning stands there only where it says something: old ones stay alike."""
    fields: dict[str, Any] = vars(part)
    if isinstance(part, GroupFigure) and part.deviation is None:
        return {name: value for name, value in fields.items() if name != "deviation"}
    if isinstance(part, Block) and not part.units:
        return {name: value for name, value in fields.items() if name != "units"}
    if isinstance(part, Head | BlockFigures | TableFigures | Audit):
        return {name: value for name, value in fields.items() if value or name not in LATER}
    return fields


def digest(head: str, blocks: Sequence[str], tables: Sequence[str] = ()) -> str:
    """The release's hash: of the head, of every block in its order, then of every table in its order, chained."""
    chained = hashlib.sha256(head.encode())
    for part in (*blocks, *tables):
        chained.update(hashlib.sha256(part.encode()).digest())
    return chained.hexdigest()


def _tuples(value: Any) -> Any:
    return tuple(_tuples(part) for part in value) if isinstance(value, list) else value


def head_from(text: str) -> Head:
    """A head out of its JSON."""
    raw = {name: _tuples(value) for name, value in json.loads(text).items()}
    return Head(
        **{
            **raw,
            "items": tuple(ItemMeta(**_each(each)) for each in raw["items"]),
            "themes": tuple(GroupMeta(**_each(each)) for each in raw["themes"]),
            "indices": tuple(GroupMeta(**_each(each)) for each in raw["indices"]),
            "blocks": tuple(Block(**_each(each)) for each in raw["blocks"]),
            "audit": Audit(**_each(raw["audit"])),
            "characteristics": tuple(SplitMeta(**_each(each)) for each in raw.get("characteristics", ())),
            "tables": tuple(TableMeta(**_each(each)) for each in raw.get("tables", ())),
            "reliability": tuple(Reliability(**each) for each in raw.get("reliability", ())),
        }
    )


def block_from(text: str) -> BlockFigures:
    """A block's figures out of their JSON."""
    raw = json.loads(text)
    return BlockFigures(
        code=raw["code"], drivers=_drivers(raw["drivers"]) if "drivers" in raw else None, **_figures(raw)
    )


def table_from(text: str) -> TableFigures:
    """A table's figures out of their JSON."""
    raw = json.loads(text)
    cells = (
        CellFigures(each["code"], tuple(each["categories"]), each["blank"], each["people"], **_figures(each))
        for each in raw["cells"]
    )
    return TableFigures(raw["characteristic"], raw["block"], tuple(cells))


def _figures(raw: dict[str, Any]) -> dict[str, Any]:
    return {
        "items": tuple(_item(each) for each in raw["items"]),
        "themes": tuple(GroupFigure(**_each(each)) for each in raw["themes"]),
        "indices": tuple(GroupFigure(**_each(each)) for each in raw["indices"]),
    }


def _drivers(raw: dict[str, Any]) -> Drivers:
    return Drivers(**{**raw, "themes": tuple(Driver(**each) for each in raw["themes"])})


@lru_cache(maxsize=4096)
def _share(code: str, percent: int) -> OptionShare:
    """A large release has a hundred thousand of them, and few that differ."""
    return OptionShare(code, percent)


def _item(raw: dict[str, Any]) -> ItemFigure:
    spread = tuple([_share(share["code"], share["percent"]) for share in raw.pop("spread")])
    return ItemFigure(**_each(raw), spread=spread)


def _each(raw: dict[str, Any]) -> dict[str, Any]:
    return {name: _tuples(value) for name, value in raw.items()}
