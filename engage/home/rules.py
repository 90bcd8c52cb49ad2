"""How the start page speaks."""


def greeting(hour: int) -> str:
    """Good morning until noon, good afternoon until six, then good evening; nights count as evening."""
    if 5 <= hour < 12:
        return "Good morning"
    return "Good afternoon" if 12 <= hour < 18 else "Good evening"
