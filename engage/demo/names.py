"""Words the generated council is made of; every person in it is invented."""

FIRST_NAMES = (
    "Aaliyah Adam Adaeze Aisha Alan Alice Amina Amy Andrew Anita Anna Arjun Asha Ayo Barbara Beata Ben Bilal "
    "Callum Carol Catrin Chidi Chris Claire Colin Dafydd Daniel Dawn Deepa Diane Ebony Eileen Elena Emily Ewan "
    "Farah Fatima Fiona Gareth Gemma Grace Graham Gwen Hamza Hannah Harpreet Hassan Helen Ian Ines Imran Isla "
    "Jack Jamal James Jan Janet Jaspreet Joanna Joe Jordan Julie Kamila Karen Kate Kofi Kwame Laura Leanne Lee "
    "Leo Liam Lin Lloyd Lucy Malik Marcin Maria Mark Martha Mary Mei Mike Mohammed Naomi Nadia Nathan Neil Nia "
    "Nikhil Olga Olivia Omar Osman Owen Paige Paul Pavel Peter Pippa Priya Rachel Raj Rebecca Rhys Rosa Ruth "
    "Ryan Sadia Sally Sam Sara Sean Shreya Sian Simon Sofia Stephen Sue Tanya Tariq Tessa Thomas Tom Uzma Valerie "
    "Victor Wendy Will Yasmin Yusuf Zainab Zoe"
).split()
SURNAMES = (
    "Abbott Abdi Adams Ahmed Akhtar Allen Bailey Baker Banerjee Barnes Begum Bell Bennett Bhatt Brown Burton "
    "Campbell Carter Chan Chaudhry Clarke Cole Collins Cooper Cox Das Davies Dawson Desai Dixon Edwards Ellis "
    "Evans Fernandes Fisher Ford Foster Fox Gibson Gill Graham Grant Gray Green Griffiths Hall Harris Harrison "
    "Hassan Hill Holmes Hughes Hussain Ibrahim Iqbal Jackson James Jenkins Johnson Jones Joshi Kaur Kelly Khan "
    "King Knight Kowalski Kumar Lee Lewis Li Lloyd Malik Marshall Mason Mills Mitchell Moore Morgan Morris Murphy "
    "Murray Ncube Nowak Okafor Oliver Osei Owen Palmer Parker Patel Pearce Perry Phillips Powell Price Rahman Reid "
    "Reynolds Richards Roberts Robinson Rogers Rose Russell Ryan Saunders Scott Sharma Shaw Simpson Singh Smith "
    "Stevens Stewart Stone Sutton Taylor Thomas Thompson Turner Walker Walsh Ward Watson Webb West White Williams "
    "Wilson Wood Wright Young Zhang"
).split()

# Directorate → service → teams with a headcount each; sites and work types follow from the service.
COUNCIL: dict[str, dict[str, dict[str, int]]] = {
    "Adults and communities": {
        "Adult social care": {
            "North locality": 34,
            "South locality": 31,
            "Hospital discharge": 14,
            "Sensory": 6,
        },
        "Home care": {"Reablement": 38, "Night support": 17, "Extra care": 24},
        "Commissioning": {"Contracts": 9, "Brokerage": 7},
        "Housing options": {"Homelessness prevention": 18, "Temporary accommodation": 12},
        "Public health": {"Health improvement": 13, "Health protection": 4},
    },
    "Children and families": {
        "Children's social care": {
            "Assessment": 31,
            "Safeguarding": 28,
            "Children in care": 26,
            "Fostering": 15,
        },
        "Early help": {"Family hubs east": 19, "Family hubs west": 17, "Youth work": 11},
        "Education": {"Special educational needs": 24, "Admissions": 8, "Educational psychology": 7},
        "Schools support": {"Catering": 47, "School transport": 21, "Governor services": 3},
    },
    "Place": {
        "Waste and recycling": {
            "Rounds north": 42,
            "Rounds south": 39,
            "Recycling centres": 18,
            "Workshop": 9,
        },
        "Highways": {"Maintenance": 26, "Street lighting": 8, "Network management": 11},
        "Parks and streets": {"Grounds maintenance": 29, "Street cleansing": 27, "Cemeteries": 6},
        "Planning": {"Development management": 19, "Planning policy": 8, "Building control": 10},
        "Environmental health": {"Food and safety": 12, "Pollution": 6, "Licensing": 9},
    },
    "Resources": {
        "Finance": {"Accountancy": 22, "Revenues and benefits": 38, "Payroll": 11, "Audit": 5},
        "People team": {"Organisational development": 5, "Employment services": 16, "Health and safety": 4},
        "Legal and democratic": {"Legal": 21, "Democratic services": 9, "Elections": 5},
        "Digital": {"Service desk": 14, "Applications": 17, "Information governance": 6},
    },
    "Customer and culture": {
        "Customer services": {"Contact centre": 36, "Front desks": 15},
        "Libraries": {"Central library": 18, "Branch libraries": 27, "Home library": 4},
        "Leisure and culture": {"Museum": 11, "Events": 7, "Sports centres": 28},
        "Facilities": {"Cleaning": 33, "Caretaking": 16, "Print room": 4},
    },
}
SITES = {
    "Waste and recycling": "Mill Lane depot",
    "Highways": "Mill Lane depot",
    "Parks and streets": "Mill Lane depot",
    "Home care": "Community",
    "Schools support": "Schools",
    "Libraries": "Central library",
    "Leisure and culture": "Leisure centre",
    "Facilities": "Town hall",
}
NO_DESK = frozenset({"Waste and recycling", "Parks and streets", "Home care", "Schools support", "Facilities"})
