"""What the demonstration's networks and their people say of themselves; all made up."""

ROLE = (
    "Champions listen to colleagues, pass on what they say, and tell them what came of it. They hear news before "
    "others, and help to shape it.\n\nThey are no manager’s messengers."
)
CHARTER = (
    "Champions promise to\n\n- pass on what they hear without names, unless somebody wants theirs to be said\n"
    "- tell colleagues what came of it, a no as well\n- come to four meetings a year\n\n"
    "The council promises champions\n\n- two hours a month in working time, agreed with their manager\n"
    "- an answer to every concern within ten working days\n- to hear news before others hear it"
)
LANGUAGES = (
    "", "", "", "Welsh", "Polish", "Urdu, Punjabi", "British Sign Language", "Bengali", "Romanian", "Somali",
    "Portuguese", "Gujarati, Hindi", "French",
)  # fmt: skip
ABOUT = (
    "",
    "Call or write, I answer within a day.",
    "Catch me at the start of the shift, or leave a note in the office.",
    "I am in on Mondays, Tuesdays and Thursdays. A walk at lunch is fine, too.",
    "Best by e-mail. If you would rather talk, say so and I ring you.",
    "I work mornings. Ask for me at the front desk.",
)
