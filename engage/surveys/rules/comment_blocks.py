"""Which part of the organisation a comment may stand beside: one level, and never so that fewer can be worked out."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

# Beside a comment of the organisation as a whole, and of the parts that are put together.
WHOLE, REST = "", "~rest"
Written = tuple[str, str, str]


def branches(parents: Mapping[str, str | None]) -> Mapping[str, str]:
    """For each group of the frozen tree the one directly below the top that it lies in; the top itself for the top."""
    found: dict[str, str] = {}
    for code in parents:
        at = code
        while (above := parents.get(at)) is not None and parents.get(above) is not None:
            at = above
        found[code] = at
    return found


def labels(counts: Mapping[str, int], threshold: int) -> Mapping[str, str]:
    """What stands beside each part's comments to one question: itself, the parts put together, or the whole.

    Parts that reach the threshold stand by themselves where the others reach it together: whoever knows how many
    there are in all could subtract the rest. Else everything is of the whole, and one part alone always is.
    """
    alone = {part for part, number in counts.items() if number >= threshold}
    rest = sum(number for part, number in counts.items() if part not in alone)
    if len(alone) + bool(rest) < 2 or 0 < rest < threshold:
        return dict.fromkeys(counts, WHOLE)
    return {part: part if part in alone else REST for part in counts}


def placed(comments: Sequence[Written], branch: Mapping[str, str], threshold: int) -> Sequence[Written]:
    """Each comment with the only part that is kept beside it; a group that is not in the tree counts as the whole."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for question, group, _ in comments:
        counts[question][branch.get(group, WHOLE)] += 1
    beside = {question: labels(each, threshold) for question, each in counts.items()}
    return [(question, beside[question][branch.get(group, WHOLE)], text) for question, group, text in comments]


def shown(counts: Mapping[str, int], threshold: int) -> Mapping[str, str] | None:
    """The same for what was approved, None where it is too little to be shown at all."""
    if sum(counts.values()) < threshold:
        return None
    if WHOLE in counts:
        return dict.fromkeys(counts, WHOLE)
    return labels(counts, threshold)
