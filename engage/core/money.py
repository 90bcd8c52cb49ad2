"""Money: pounds as people type them, pence as they are stored, and pounds as they are read."""

import re

MOST_PENCE = 10_000_000
AMOUNT = "Enter an amount in pounds, such as 25 or 1,250.50."
MONEY = re.compile(r"£?\s*(\d{1,3}(?:,\d{3})+|\d{1,7})(?:\.(\d{1,2}))?\Z")


def pence(typed: str) -> int | None:
    """Pence of what somebody typed as pounds ("25", "£1,250.50"); None where it is no amount, or beyond reason."""
    found = MONEY.match(typed.strip())
    if found is None:
        return None
    whole = int(found[1].replace(",", "")) * 100 + int((found[2] or "0").ljust(2, "0"))
    return whole if whole <= MOST_PENCE else None


def pounds(amount: int) -> str:
    """£1,250.50, and £25 where there are no pence."""
    sign, amount = ("-" if amount < 0 else ""), abs(amount)
    whole = f"{sign}£{amount // 100:,}"
    return whole if amount % 100 == 0 else f"{whole}.{amount % 100:02}"


def exact(amount: int) -> str:
    """£1,250.50, and £25.00: for a table."""
    return f"{'-' if amount < 0 else ''}£{abs(amount) // 100:,}.{abs(amount) % 100:02}"


def plain(amount: int) -> str:
    """1250.50: for a file."""
    return f"{'-' if amount < 0 else ''}{abs(amount) // 100}.{abs(amount) % 100:02}"
