"""Names as they stand in a text: how they are told from words, and which words are names, too."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

# Names that are words, too: alone they stand in many an honest answer, so that they count only before a surname.
WORDS_TOO = frozenset(
    "April August Bill Bond Bridge Bush Church Day Dean Drew Faith Field Frank Grace Grant Green Hall Hill Hope House "
    "Joy June Lane Long Major Mark May Park Pat Penny Price Rich Rob Rose Shop Short Street Summer Sue Sunny Will Wood "
    "Young".split()
)
# The same for whoever looks at small letters, too: first names and surnames that stand in sentences about work.
COMMON = frozenset(each.casefold() for each in WORDS_TOO) | frozenset(
    "able abbey all amber an and archer art ash autumn back badger baker banks bank barber barker bay beach bean bear "
    "beck bell berry best birch bird bishop black blessing block blue booth bowler box brown branch brand brook "
    "brooks buck bull burn burns butcher butler butt cane care carer carter case cash chambers chance charge charity "
    "chase cherry child christian christmas clay clear cliff close coach coast cole cook cooper court cox craft crisp "
    "cross crystal curry daisy dale daily dawn deal dear diamond dick dove down drake driver duke dusty early east "
    "eaton eve fair farmer fast fields finch fine first fisher flint flower ford forest forrest foster fox frame free "
    "french friend frost full gale gardener gardner garden gay gem gene gentle gift gill ginger glen gold golden good "
    "grey gray ground guest guy hand hardy harmony harper hart haven hay hazel head heard heath heather herd high "
    "hobby holly holmes holt home honey hood horn hull hunt hunter ivory ivy jack jade jay jet jewel job judge just "
    "kay keen key keys kind king kit knight lake lamb last law lawn lea lead lee lily little lock london love low "
    "luck lucky mace man manning march marsh mason masters mean means mercy mill miller mills moon moor moore more "
    "moss much mustard near needs new newman nice nick noble norm north nurse oak office old olive only order page "
    "paige paris parish parker pass patience peace peach pearl peg perry piper pitt plant plum pole pond pool poor "
    "pope poppy post potter potts power powers pride prince prior queen quick rain ray read reader reed right ring "
    "river rivers robin rock rod root rowan royal ruby rush sage sally salt sands sandy say school sharp shaw "
    "shepherd shore silver singer sky small smart smiles snow south spark speed spring star stark steel stone strong "
    "sweet swift tab tanner taylor temple tidy time town trainer tree trinity true turner tyler unity vale venture "
    "victor violet wade wait walker wall walls ward warden warren water waters way weaver webb weeks well wells west "
    "wheeler white whole wick wild willing willow win wing winter wise wolf worth worthy wren wright yard york can do "
    "even fear gall game gather given go got grand great hale i in is it its job lie lo my no non nor not now of oh "
    "on one or our out own per reason sa see she so son song sun than the there they this to too up us van was we "
    "were what when who why with work works yes you your".split()
)
TITLES = frozenset("mr mrs ms mx dr doctor prof professor cllr councillor sir dame lord lady rev reverend".split())
# Letters that do not come apart into a plain one and its accent.
PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})


@dataclass(frozen=True)
class Named:
    """Somebody's names, each as it may stand in a text."""

    first: str
    known_as: str
    surname: str


def fold(word: str) -> str:
    """A word without case, accents, apostrophes and hyphens: O’Neill-Smith and ONEILL SMITH are one."""
    apart = unicodedata.normalize("NFKD", word.casefold().translate(PLAIN))
    return "".join(each for each in apart if each.isalnum())


def names_in(text: str, people: Iterable[Named]) -> list[str]:
    """Names of these people that stand in a text, as they are written there or as they are spelled."""
    found: dict[str, None] = {}
    for each in people:
        for first in filter(None, (each.first, each.known_as)):
            if _stands(f"{first} {each.surname}", text, any_case=True):
                found[f"{first} {each.surname}"] = None
        for word in filter(None, (each.first, each.known_as, each.surname)):
            if len(word) > 1 and word not in WORDS_TOO and _stands(word, text):
                found[word] = None
    return list(found)


def _stands(name: str, text: str, any_case: bool = False) -> bool:
    spaced = r"\s+".join(map(re.escape, name.split()))
    return re.search(rf"(?<!\w){spaced}(?!\w)", text, re.IGNORECASE if any_case else 0) is not None
