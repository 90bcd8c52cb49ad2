"""Passing concerns on, answering them, and telling back."""


def hand_over(from_id: int, to_id: int) -> int:
    """Whoever takes over answers for the open concerns from now on; how many there were."""
    return 0
