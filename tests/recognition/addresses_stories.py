"""The addresses of stories."""

import re
from typing import Any

from tests.factories import People
from tests.recognition import told
from tests.recognition.pictures import png

SIGNED_IN = """recognition.stories recognition.story recognition.story_new recognition.story_create
recognition.story_edit recognition.story_save recognition.story_send recognition.story_withdraw
recognition.story_delete recognition.story_consent recognition.story_refuse"""
OD = "recognition.story_approve recognition.story_decline"
# Of the demonstration 1 and 2 are shown with a picture, 4 asks Amara.
PAGES = (
    ("Amara", "/stories/"), ("Amara", "/stories/1"), ("Amara", "/stories/4"), ("Amara", "/stories/new"),
    ("Amara", "/stories/{own_story}"), ("Amara", "/stories/{own_story}/edit"), ("Chloe", "/stories/{sent_story}"),
    ("Chloe", "/stories/"), ("Amara", "/reports/story/1"), ("Chloe", "/guide/stories"),
)  # fmt: skip


def scene(people: People) -> dict[str, Any]:
    """A shown story of Esi's that shows Femi."""
    return {"recognition.story_id": told.shown(people.esi, [people.femi], by=people.chloe, picture=png())}


def browser_scene(as_: Any) -> dict[str, Any]:
    """A draft of Amara's with a picture, and one that waits for Chloe."""
    amara, found = as_("Amara"), {}
    picture = {"name": "bridge.png", "mimeType": "image/png", "buffer": png(40, 30)}
    for name in ("own_story", "sent_story"):
        amara.goto("/stories/new")
        amara.get_by_label("Title").fill(f"A story: {name}")
        amara.get_by_label("The story").fill("One paragraph.\n\nAnother.")
        amara.get_by_label("Which behaviour does it show?").select_option(index=1)
        amara.get_by_label("Picture (optional)").set_input_files(picture)
        amara.get_by_label("What does the picture show?").fill("A red square.")
        amara.get_by_role("button", name="Save the draft").click()
        amara.wait_for_url(re.compile(r"/stories/\d+$"))
        found[name] = amara.url.rsplit("/", 1)[1]
    amara.get_by_role("button", name="Send the story").click()
    amara.get_by_text("With the OD team").wait_for()
    return found
