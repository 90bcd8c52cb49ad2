"""What is asked at the demonstration's conference, what people write after it, and what it cost; all made up."""

# Words, whether by name, theme, and what became of it: an answer (who, and what), None: it waits, no text: it is shown
# without an answer, a text: why it is not shown.
QUESTIONS: tuple[tuple[str, bool, str, tuple[str, str] | str | None], ...] = (
    ("Will the depots get the same training days as the offices?", True, "Managers and support",
     ("Lena Ode, lead officer for learning", "Yes. From April every team plans two days a year. Depots choose a day "
      "on which crews can be covered, and the cover is paid for from the learning budget.")),
    ("Why do we still need a paper form to claim mileage?", False, "Tools and buildings",
     ("Ravi Stone, lead officer for finance systems", "Because two services have no card readers yet. They get them "
      "in May, and the paper form goes in June.")),
    ("Is the fourth floor being let to somebody else?", False, "Tools and buildings",
     ("The Chief Executive", "We are talking to a health trust about half of it. Nobody moves before the autumn, and "
      "we will ask the teams on that floor first.")),
    ("What came of the idea to let carers swap shifts by themselves?", True, "Workload and time",
     ("Mara Finch, lead officer for adult care", "Three teams have tried it since the spring. It works where a team "
      "has at least eight people, so five more teams start in the new year.")),
    ("Can the conference be somewhere that a bus goes to after six?", False, "",
     ("The OD team", "Yes. Next year’s is in the library, and ends at half past four.")),
    ("How many of the ideas from last year’s conference were carried out?", False, "How we decide", None),
    ("Could managers be at the roadshow, too, and not only send us?", True, "How we decide", None),
    ("Will there be a printed summary for people who were on shift?", False, "", ""),
    ("Why was the officer who dealt with my neighbour’s complaint moved?", False, "",
     "It is about one colleague and one resident, so it cannot be answered for everybody to see. Please ask your "
     "manager, or write to us."),
)  # fmt: skip
WELL = (
    "The talks were twenty minutes, and not one was longer.",
    "Two people from the depot told their own story. That was the best hour.",
    "There was somebody at the door who knew where everything was.",
    "Lunch that everybody could eat, with labels.",
    "I met three people whom I had only known by e-mail.",
    "Captions on the screen. I followed all of it for once.",
    "The Chief Executive stayed until the end.",
)
BETTER = (
    "we could hear the answers at the back of the hall.",
    "the workshops were repeated, since I had to choose between the two I wanted.",
    "it did not fall on a school holiday.",
    "there was a quiet room near the hall.",
    "crews on the early shift could come in the afternoon.",
    "we were told beforehand what the workshops are about.",
    "there was less paper in the bag.",
)
COSTS = (
    ("Hall and technician", "cost", 142_000), ("Lunch and drinks", "cost", 98_550), ("Speaker’s fee", "cost", 45_000),
    ("Sign language interpreters", "cost", 38_000), ("Printing", "cost", 6_275),
    ("Credit union, for lunch", "sponsorship", 50_000),
)  # fmt: skip
