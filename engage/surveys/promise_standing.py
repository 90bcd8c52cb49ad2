"""Honest words about a survey that never closes: what differs from one that does."""

WHEN = {
    "joiners": "This survey never closes. Each person is asked some time after they started work here.",
    "leavers": "This survey never closes. Each person is asked some time before they leave.",
}


def asking(kind: str) -> tuple[str, ...]:
    """Who is asked and how, what is known of taking part, and who could see it."""
    return (
        WHEN[kind],
        "Who has an e-mail address is asked by e-mail to answer on this page; whoever has none finds it on their start "
        "page. The mail and its link are the same for all. No reminder is sent.",
        "When you answer, we record that you have taken part, so that you are not asked again. No page shows it to "
        "anybody else; whoever runs the database could read it there.",
        "No page shows how many people are asked, or how many have answered, while answers lie sealed.",
    )


def sealing(minimum: int) -> tuple[str, ...]:
    """How answers are sealed, and when they are opened."""
    return (
        "Your answers are sealed as soon as you send them and kept apart, without your name, time or device.",
        "There is no last day. Answers are opened together, and only half of them at a time, drawn by chance. Once a "
        f"month a program looks: where at least {2 * minimum} people’s answers are there, and some who were asked have "
        "not answered, chance decides whether it opens half of them or waits another month.",
        "The other half stays sealed, with a new key, and waits with the answers that come in later. So yours may be "
        "opened the first time or later, or never: if the survey ends, what is sealed is destroyed unopened.",
        "They carry nothing about where you work: only that you are one of those whom this survey asks.",
    )


def figures(minimum: int) -> tuple[str, ...]:
    """What is published."""
    return (
        "Figures are shown for everybody together whose answers were opened at the same time, and are split in no way.",
        f"No published figure of this survey, and no sum or difference of its figures, is about fewer than {minimum} "
        "people. How many people’s answers were opened can be worked out from them.",
    )


def keeping(months: str) -> str:
    """How long what is kept."""
    return (
        f"{months} after an opening, the answers that were opened, and the list of who had been asked until then and "
        "took part, are deleted from our databases; in backups they last until those are replaced. The figures stay."
    )
