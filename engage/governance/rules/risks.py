"""The risks that Engage knows of itself: each with what it does about it, and what remains."""

RISKS: tuple[tuple[str, str, str], ...] = (
    (
        "Somebody finds out what a colleague answered in a survey.",
        "Answers are sealed and kept apart; figures are published once, and checked so that no sum or difference of "
        "them is about fewer people than the smallest group.",
        "Whoever runs the servers could change the software. Answers lie without a name until their months have "
        "passed. What somebody writes may give them away.",
    ),
    (
        "Somebody finds out who took part.",
        "It stands without a time, and no page, export or log shows it to anybody but the person.",
        "Whoever runs the database could look it up. How many of a group took part can be worked out from percents.",
    ),
    (
        "A network that tells of health, belief, orientation or union membership becomes known.",
        "Membership of staff networks lies in a table that only its own pages read. Sizes are rounded, quarterly, and "
        "move by five or more.",
        "Coordinators know. Mail servers see to whom mail goes. Backups keep who has left.",
    ),
    (
        "A nominator, a judge or a reviewer is found out.",
        "A nominee sees what is announced and nothing of who nominated or scored. Reports come in blocks of three "
        "people or more. Judges see no nominator where a round leaves names out.",
        "These are confidential, not sealed: whoever runs the database reads them.",
    ),
    (
        "A copy of somebody’s data tells about somebody else.",
        "Values about others are marked. Whoever answers a request gets them taken out, unless a reason is written "
        "down. What only the person may see reaches nobody else.",
        "Free text can name others without being marked. Whoever answers reads it first.",
    ),
    (
        "Somebody signs in as somebody else.",
        "Passwords are kept as scrambled values; tries are counted; sessions end by themselves.",
        "There is no second factor. An administrator who issues a code for somebody could use it; the record of acts "
        "shows that it was issued.",
    ),
    (
        "More is kept than is needed.",
        "Schedules delete each kind of record on its day, and the list of them is on one page.",
        "People and posts are kept for good. Backups keep what was deleted.",
    ),
    (
        "People feel watched, or think that thanks and awards decide about their work.",
        "Engage hands nothing on to pay, appraisal or discipline. Who gets recognised is told in groups of ten "
        "or more.",
        "What managers make of what they read is beyond the software.",
    ),
)
