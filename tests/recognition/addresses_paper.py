"""The addresses of thanks without a screen."""

from typing import Any

from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.models import Post
from engage.directory.queries_choosing import chosen
from engage.recognition.actions import paper, paper_cards

SIGNED_IN = """recognition.follow_code recognition.type_code recognition.cards recognition.enter_card
recognition.take_out_card recognition.pick_up recognition.print_slips recognition.print_again recognition.mark_printed
recognition.put_back recognition.wall_in_print recognition.wall_poster recognition.wall_slides
recognition.wall_slides_pdf"""
OD = """recognition.posters recognition.make_poster recognition.poster_pdf recognition.cards_pdf
recognition.end_poster"""
PAGES = (
    ("Chloe", "/thanks/posters/"), ("Bryn", "/thanks/cards/"), ("Bryn", "/thanks/pick-up/"),
    ("Chloe", "/thanks/pick-up/"), ("Amara", "/thanks/wall/print"), ("Amara", "/thanks/wall/slides"),
    ("Amara", "/thanks/wall/slides?every=60"), ("Amara", "/t/"), ("Chloe", "/guide/paper"),
)  # fmt: skip
ELSEWHERE = {
    "recognition.follow_code": "it only sends on; what it says of an ended code is tested in test_paper_posters",
    "recognition.poster_pdf": "a PDF",
    "recognition.cards_pdf": "a PDF",
    "recognition.print_again": "a PDF",
    "recognition.wall_poster": "a PDF",
    "recognition.wall_slides_pdf": "a PDF",
}


def depot(*people: int, site: str = "Mill Lane depot") -> None:
    """These people work at a site."""
    with transaction():
        for row in db.session.query(Post).filter(Post.person_id.in_(people)):
            row.site = site


def card(to: int, entered_by: int, **more: Any) -> int:
    """A card that somebody entered; its id."""
    once = f"once-{to}-{entered_by}-{more.get('words', '')}"[:40]
    given = {"giver_id": None, "signed": "Sam", "words": "You held the gate.", "behaviours": (), "private": False,
             "site": "Mill Lane depot", "once": once} | more  # fmt: skip
    with transaction():
        row = paper_cards.enter(paper_cards.Card(to=chosen([f"person:{to}"]), **given), entered_by, clock.now())
        return row.id


def scene(people: Any) -> dict[str, Any]:
    """A poster at the depot, and a card to Esi that Bryn entered."""
    depot(people.bryn, people.esi)
    with transaction():
        row = paper.make_poster("Mill Lane depot", people.chloe, clock.now())
        poster_id, code = row.id, row.code
    return {
        "recognition.poster_id": poster_id,
        "recognition.code": code,
        "recognition.thanks_id": card(people.esi, people.bryn),
    }
