"""From the scores of a panel to the figures of each of its categories."""

from collections.abc import Mapping, Sequence

from engage.recognition.rules.judging_assignment import groups
from engage.recognition.rules.judging_figures import CutFigures, EntryFigures, Figures
from engage.recognition.rules.judging_ranks import cut, ranks
from engage.recognition.rules.judging_scores import Calibrated, Given, calibrate, raw_means


def figures(
    given: Sequence[Given],
    categories: Mapping[int, Sequence[int]],
    places: Mapping[int, Sequence[int]],
    scale_top: int,
) -> dict[int, Figures]:
    """Category to figures. given: all scores of the panel; categories: entries by category; places: its cuts.

    Judges are as strict in one category as in the next, so all categories of a panel are calibrated together. Where
    the panel falls into parts, a category that lies in one of them is calibrated within that part; one that does not
    has raw figures alone, and the groups of its entries that cannot be compared.
    """
    parts = groups((each.judge, each.entry) for each in given)
    done = [calibrate([each for each in given if each.entry in entries]) for _, entries in parts]
    raw = raw_means(given)
    found = {}
    for category, entries in categories.items():
        own = [frozenset(part & set(entries)) for _, part in parts]
        inside = [n for n, each in enumerate(own) if each]
        result = done[inside[0]] if len(inside) == 1 else None
        one = result if isinstance(result, Calibrated) else None
        apart = tuple(tuple(sorted(own[n])) for n in inside) if len(inside) > 1 else ()
        found[category] = _of(entries, raw, one, places[category], scale_top, apart)
    return found


def _of(
    entries: Sequence[int], raw: Mapping[int, float], result: Calibrated | None, places: Sequence[int],
    scale_top: int, apart: tuple[tuple[int, ...], ...],
) -> Figures:  # fmt: skip
    own = {entry: raw[entry] for entry in entries if entry in raw}
    raw_rank = ranks(own)
    scores = {entry: result.scores[entry] for entry in own} if result else {}
    rank = ranks({entry: each.calibrated for entry, each in scores.items()})
    lines = []
    for entry in sorted(entries):
        each = scores.get(entry)
        calibrated, low, high = (each.calibrated, each.low, each.high) if each else (None, None, None)
        judges = each.judges if each else 0
        lines.append(EntryFigures(entry, judges, own.get(entry), calibrated, low, high, raw_rank.get(entry),
                                  rank.get(entry)))  # fmt: skip
    cuts = [cut(result, frozenset(own), many) for many in places] if result else []
    return Figures(scale_top, tuple(lines), tuple(CutFigures(each.places, tuple(sorted(each.too_close)))
                                                  for each in cuts), apart)  # fmt: skip
