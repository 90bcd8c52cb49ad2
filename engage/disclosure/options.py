"""Kinds without a direction: which options may be shown by themselves."""

from collections.abc import Mapping

import numpy as np

from engage.disclosure.blocks import Figure, Mask


def option_figure(
    code: str, answered: Mask, chosen: Mapping[str, Mask], k: int, sensitive: bool = False
) -> tuple[Figure, tuple[tuple[str, ...], ...]]:
    """A single choice among options, as a figure that guards each of them, and the options shown together.

    `chosen`: (N,) bool per option, at most one true per respondent. The options' counts add up to the
    answers, so they share one partition. Options that fewer than `k` chose in the whole organisation are
    pooled, with the next rarest while the pool is under `k`: an option nobody chose would else withhold the
    whole figure. Multiple choices are not exclusive: give each option a figure of its own.
    """
    counts = {option: int((mask & answered).sum()) for option, mask in chosen.items()}
    rare = [option for option in chosen if counts[option] < k]
    common = sorted((option for option in chosen if counts[option] >= k), key=lambda option: counts[option])
    while rare and common and sum(counts[option] for option in rare) < k:
        rare.append(common.pop(0))
    alone = [(option,) for option in chosen if option not in rare]
    groups = [*alone, *([tuple(option for option in chosen if option in rare)] if rare else [])]
    shares = tuple(np.logical_or.reduce([chosen[option] for option in group]) & answered for group in groups)
    return Figure(code, answered, shares, sensitive), tuple(groups)
