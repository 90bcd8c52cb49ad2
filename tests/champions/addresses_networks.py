"""The addresses of networks, appointments and training."""

import io
from typing import Any

from engage.core.db import db
from engage.directory.imports import uploads
from engage.directory.models import Appointment
from tests.champions import made
from tests.factories import People

SIGNED_IN = """champions.networks champions.network champions.find_champion champions.my_networks
champions.describe_appointment champions.step_down champions.name_coordinator"""
OD = """champions.manage_networks champions.new_network champions.make_network champions.edit_network
champions.change_network champions.close_network champions.reopen_network champions.network_coordinators
champions.give_coordinator champions.take_coordinator champions.network_people champions.network_people_csv
champions.appoint_by_hand_form champions.appoint_by_hand champions.renew_appointments champions.end_appointments
champions.appointment champions.renew_appointment champions.end_appointment champions.hand_over_appointment_form
champions.hand_over_appointment champions.correct_appointment_form champions.correct_appointment
champions.enter_training champions.delete_training
champions.training_upload champions.training_template champions.training_look champions.training_shown
champions.training_left_out champions.training_take"""
# Of the demonstration network 1 are the champions, 2 the first aiders, 3 the union's, 4 hides; appointment 1 is Bryn's.
PAGES = (
    ("Amara", "/networks/"), ("Amara", "/networks/1"), ("Amara", "/networks/3"), ("Amara", "/networks/4"),
    ("Amara", "/networks/find"), ("Bryn", "/networks/mine"), ("Amara", "/networks/mine"),
    ("Chloe", "/networks/mine"), ("Chloe", "/networks/manage/"), ("Chloe", "/networks/manage/new"),
    ("Chloe", "/networks/manage/1"), ("Chloe", "/networks/manage/2?show=training"),
    ("Chloe", "/networks/manage/1?show=ended"), ("Chloe", "/networks/manage/1/edit"),
    ("Chloe", "/networks/manage/1/coordinators"), ("Chloe", "/networks/manage/3/appoint"),
    ("Chloe", "/networks/manage/appointments/1"), ("Chloe", "/networks/manage/appointments/1/hand-over"),
    ("Chloe", "/networks/manage/appointments/1/correct"), ("Chloe", "/networks/manage/training"),
    ("Chloe", "/networks/manage/training/{training_token}"), ("Chloe", "/guide/networks"),
)  # fmt: skip
ELSEWHERE = {
    "champions.network_people_csv": "a download",
    "champions.training_template": "a download",
    "champions.training_left_out": "a download",
}
FILE = b"Employee number,Course,Date,Shoe size\n1002,Fire safety,1/2/2026,9\n9999,Fire safety,1/2/2026,9\n"


def scene(people: People) -> dict[str, Any]:
    """Bryn's appointment with a course, and a file that Chloe has uploaded."""
    row = db.session.query(Appointment).filter_by(person_id=people.bryn).one()
    kept = uploads.keep(io.BytesIO(FILE), "training.csv", "training", "", people.chloe)
    return {
        "champions.network_id": row.network_id,
        "champions.appointment_id": row.id,
        "champions.person_id": people.chloe,
        "champions.training_id": made.trained(people.bryn),
        "champions.token": kept.token,
    }


def browser_scene(as_: Any) -> dict[str, Any]:
    """A file with a good row and a bad one, looked at."""
    chloe = as_("Chloe")
    chloe.goto("/networks/manage/training")
    file = {"name": "training.csv", "mimeType": "text/csv", "buffer": FILE.replace(b"1002", b"D0002")}
    chloe.get_by_label("CSV file").set_input_files(file)
    chloe.get_by_role("button", name="Look at the file").click()
    chloe.get_by_role("heading", name="What is in the file").wait_for()
    return {"training_token": chloe.url.rsplit("/", 1)[1]}
