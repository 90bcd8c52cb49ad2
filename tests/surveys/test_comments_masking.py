"""What is masked in a comment before anybody reads it, as a table of awkward cases."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage.directory.rules.names import Named, fold
from engage.surveys.rules.masking import Masker, mask_words

PEOPLE = [
    Named("Will", "", "Park"), Named("Grace", "", "Day"), Named("May", "", "Boateng-Smith"),
    Named("Fionnuala", "", "O'Neill-Smith"), Named("Zoë", "", "Müller"), Named("Łukasz", "Luke", "Wójcik"),
    Named("Sarah", "", "Baker"), Named("Robert", "Bobby", "van der Berg"), Named("Li", "", "Wu"),
    Named("José María", "", "García"), Named("Anne", "", "Hall"), Named("Amara", "", "Nwosu"),
    Named("James", "", "Green"), Named("Nguyễn", "", "Thị"), Named("李", "", "小龙"),
]  # fmt: skip
MASKER = Masker(PEOPLE, ["1001", "20345", "E00123"], ["Chief Executive", "Head of Parks", "Archivist", "Cook"])


def masked(text: str) -> str:
    return MASKER.mask(text).text


@pytest.mark.parametrize(
    ("text", "then"),
    [
        ("Will this change in May? It will.", "Will this change in May? It will."),
        ("Ask Will Park.", "Ask [name]."),
        ("ask WILL PARK and will park", "ask [name] and will park"),
        ("Thanks to Will for help", "Thanks to [name] for help"),
        ("Will's team is best", "[name] team is best"),
        ("I said grace. Our Grace said so", "I said grace. Our [name] said so"),
        ("Since May 2025 and in May nothing", "Since May 2025 and in May nothing"),
        ("our manager May, too", "our manager [name], too"),
        ("Dr O'Neill-Smith's report", "Dr [name] report"),
        ("DR O’NEILL‑SMITH WAS RUDE", "DR [name] WAS RUDE"),
        ("Fionnuala O Neill Smith", "[name]"),
        ("Mrs Smith and Boateng", "Mrs [name] and [name]"),
        ("Mr John Unknown left. The end", "Mr [name] left. The end"),
        ("Zoe Muller, ZOE and Zoë", "[name] and [name]"),
        ("Zoë Müller", "[name]"),
        ("Lukasz Wojcik told me; luke too", "[name] told me; [name] too"),
        ("sarah told me, Sarahs team, Sarah’s", "[name] told me, [name] team, [name]"),
        ("the baker; J. Baker; Sarah J. Baker; Sarah J Baker", "the baker; [name]; [name]; [name]"),
        ("Mr Berg, Bobby van der Berg", "Mr [name]"),
        ("Li and Wu", "[name] and [name]"),
        ("Jose Garcia", "[name]"),
        ("Town Hall on High Street", "Town Hall on High Street"),
        ("GREEN WASTE IS LATE", "GREEN WASTE IS LATE"),
        ("James Green and green waste", "[name] and green waste"),
        ("Nguyễn Thị and 李小龙", "[name] and [name]"),
        ("Sa\u200brah and Nw\u00adosu", "[name] and [name]"),
        ("Smith, Fionnuala", "[name]"),
        ("Anne-Marie is well-read", "[name] is well-read"),
        ("We have no day to day plan", "We have no day to day plan"),
        ("the chief executive, the Head of Parks, our archivist", "the [job title], the [job title], our [job title]"),
        ("the cook is good", "the cook is good"),
    ],
)
def test_names_and_titles_of_the_directory_go_and_words_stay(text, then):
    assert masked(text) == then


@pytest.mark.parametrize(
    ("text", "then"),
    [
        ("call 07700 900123 now", "call [phone] now"),
        ("020 7946 0018 ext 12, or (0131) 496 0123", "[phone], or [phone]"),
        ("+44 (0)1632 960 001 and 0044 1632 960001", "[phone] and [phone]"),
        ("+353 1 234 5678", "[phone]"),
        ("extension 4321", "extension [phone]"),
        ("tel: 960123", "tel: [phone]"),
        ("ring me on 020 7946 0018 ext 12", "ring me on [phone]"),
        ("a.nwosu@anytown.example", "[e-mail]"),
        ("amara (at) anytown (dot) gov (dot) uk", "[e-mail]"),
        ("amara.n at anytown dot gov dot uk", "[e-mail]"),
        ("employee number 1001; in 1001 cases", "employee number [number]; in 1001 cases"),
        ("20345 and e00123", "[number] and [number]"),
        ("QQ 12 34 56 C, 943 476 5919", "[number], [number]"),
        ("near SW1A 1AA or M11AE", "near [postcode] or [postcode]"),
        ("born on 12 March 1980, DOB: 1/2/75", "[date], [date]"),
        ("3/4/1991 and 1979-05-06", "[date] and [date]"),
        ("my birthday is 5th of May", "my [date]"),
        ("on 1 April 2025 and 01/09/2024", "on 1 April 2025 and 01/09/2024"),
        ("the 2024 plan cost 12,000 for 10 000 people", "the 2024 plan cost 12,000 for 10 000 people"),
        ("at 9 to 5, 37.5 hours, 100%", "at 9 to 5, 37.5 hours, 100%"),
    ],
)
def test_numbers_and_addresses_of_a_person_go_and_other_numbers_stay(text, then):
    assert masked(text) == then


def test_it_is_told_what_was_masked_and_what_could_be_a_name():
    found = MASKER.mask("Sarah and James rang 07700 900123. Will it help?")
    assert dict(found.found) == {"name": 2, "phone": 1}
    assert MASKER.doubtful(found.text) == ["Will"]
    assert MASKER.doubtful("[name] and [job title]") == []


WORDS = st.one_of(
    st.sampled_from([part for each in PEOPLE for part in (each.first, each.surname, each.known_as) if part]),
    st.sampled_from(
        ["the", "team", "Dr", "and", "J.", "07700 900123", "[name]", "x@y.example", "1001", "born 1980", "."]
    ),
    st.text(max_size=12),
)


@given(st.lists(WORDS, max_size=12).map(" ".join))
def test_masking_again_changes_nothing(text):
    once = masked(text)
    assert masked(once) == once


@given(
    st.sampled_from(PEOPLE), st.text(alphabet="abc xyz.,\n", max_size=30), st.text(alphabet="abc xyz.,\n", max_size=30)
)
def test_nobodys_whole_name_is_left_wherever_it_stands(person, before, after):
    text = masked(f"{before} {person.first} {person.surname} {after}")
    assert fold(person.first + person.surname) not in fold(text)
    assert "[name]" in text


@given(st.integers(0, 999_999), st.sampled_from(["07700 {}", "07700{}", "+44 7700 {}", "(07700) {}"]))
def test_no_mobile_number_is_left(number, shape):
    typed = shape.format(f"{number:06}")
    assert re.search(r"\d", masked(f"ring me on {typed} today")) is None


def test_a_reviewer_masks_words_wherever_they_stand_and_hears_of_those_that_do_not():
    text, missing = mask_words("the red  door, RED tape, bored [name]", ["red door", "Red", "blue", "name"])
    assert text == "the [masked], [masked] tape, bored [name]"
    assert sorted(missing) == ["blue", "name"]


def test_a_long_text_made_to_be_slow_takes_no_time():
    for text in ("a" * 20_000, "a." * 10_000, "1 " * 10_000, "A-" * 10_000, "' " * 10_000):
        masked(text)
