"""Networks and appointments (who held the role of champion is appointed now), training, events."""

import sqlalchemy as sa
from alembic import op

from engage.core.db import UtcDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("summary", sa.String(length=300), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("sign_up_closes_at", UtcDateTime(), nullable=True),
        sa.Column("guest_places", sa.Integer(), nullable=False),
        sa.Column("course", sa.String(length=120), nullable=False),
        sa.Column("course_months", sa.Integer(), nullable=True),
        sa.Column("contact", sa.String(length=200), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("cancelled_why", sa.String(length=500), nullable=False),
        sa.Column("needs_deleted_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('conference', 'roadshow', 'training', 'shared_learning', 'other')",
            name=op.f("ck_event_kind_is_known"),
        ),
        sa.CheckConstraint("state IN ('draft', 'published', 'cancelled')", name=op.f("ck_event_state_is_known")),
        sa.CheckConstraint("title <> ''", name=op.f("ck_event_has_a_title")),
        sa.CheckConstraint("course_months IS NULL OR course_months > 0", name=op.f("ck_event_course_lasts")),
        sa.CheckConstraint("guest_places >= 0", name=op.f("ck_event_guest_places_not_negative")),
        sa.ForeignKeyConstraint(["created_by_id"], ["person.id"], name=op.f("fk_event_created_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    op.create_table(
        "network",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("commitment", sa.String(length=200), nullable=False),
        sa.Column("charter", sa.Text(), nullable=False),
        sa.Column("sponsor_id", sa.Integer(), nullable=True),
        sa.Column("term_months", sa.Integer(), nullable=True),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.Column("ratio", sa.Integer(), nullable=True),
        sa.Column("floor", sa.Integer(), nullable=False),
        sa.Column("group_minimum", sa.Integer(), nullable=False),
        sa.Column("training", sa.String(length=120), nullable=False),
        sa.Column("training_months", sa.Integer(), nullable=True),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.CheckConstraint("kind = 'staff' OR NOT hidden", name=op.f("ck_network_only_staff_networks_hide")),
        sa.CheckConstraint(
            "kind IN ('champions', 'first_aiders', 'union', 'staff')", name=op.f("ck_network_kind_is_known")
        ),
        sa.CheckConstraint("name <> ''", name=op.f("ck_network_has_a_name")),
        sa.CheckConstraint("floor > 0", name=op.f("ck_network_floor_is_positive")),
        sa.CheckConstraint("group_minimum > 0", name=op.f("ck_network_groups_are_not_empty")),
        sa.CheckConstraint("ratio IS NULL OR ratio > 0", name=op.f("ck_network_ratio_is_positive")),
        sa.CheckConstraint("seats IS NULL OR seats > 0", name=op.f("ck_network_seats_are_positive")),
        sa.CheckConstraint("term_months IS NULL OR term_months > 0", name=op.f("ck_network_term_is_positive")),
        sa.CheckConstraint("training_months IS NULL OR training_months > 0", name=op.f("ck_network_training_lasts")),
        sa.ForeignKeyConstraint(["sponsor_id"], ["person.id"], name=op.f("fk_network_sponsor_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_network")),
        sa.UniqueConstraint("name", name=op.f("uq_network_name")),
    )
    op.create_table(
        "training",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("course", sa.String(length=120), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("origin", sa.String(length=10), nullable=False),
        sa.CheckConstraint("course <> ''", name=op.f("ck_training_has_a_course")),
        sa.CheckConstraint("origin IN ('entry', 'event', 'file')", name=op.f("ck_training_origin_is_known")),
        sa.CheckConstraint("expires_on IS NULL OR expires_on >= done_on", name=op.f("ck_training_dates_in_order")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_training_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training")),
        sa.UniqueConstraint("person_id", "course", "done_on", name=op.f("uq_training_person_id")),
    )
    with op.batch_alter_table("training", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_training_course"), ["course"], unique=False)
        batch_op.create_index(batch_op.f("ix_training_person_id"), ["person_id"], unique=False)

    op.create_table(
        "appointment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("term_ends_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_why", sa.String(length=20), nullable=True),
        sa.Column("languages", sa.String(length=120), nullable=False),
        sa.Column("about", sa.String(length=500), nullable=False),
        sa.CheckConstraint(
            "ended_why IS NULL OR ended_why IN ('term', 'stepped_down', 'left', 'moved', 'replaced', 'mistake')",
            name=op.f("ck_appointment_reason_is_known"),
        ),
        sa.CheckConstraint("(ended_on IS NULL) = (ended_why IS NULL)", name=op.f("ck_appointment_end_has_its_reason")),
        sa.CheckConstraint(
            "term_ends_on IS NULL OR term_ends_on >= started_on", name=op.f("ck_appointment_term_in_order")
        ),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_appointment_network_id_network")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_appointment_person_id_person")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_appointment_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
    )
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_appointment_network_id"), ["network_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_appointment_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_appointment_unit_id"), ["unit_id"], unique=False)
        batch_op.create_index(
            "uq_appointment_now",
            ["network_id", "person_id"],
            unique=True,
            sqlite_where=sa.text("ended_on IS NULL"),
            postgresql_where=sa.text("ended_on IS NULL"),
        )

    op.create_table(
        "event_cost",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=160), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("pence", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('cost', 'sponsorship')", name=op.f("ck_event_cost_kind_is_known")),
        sa.CheckConstraint("pence > 0", name=op.f("ck_event_cost_pence_are_positive")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_cost_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_cost")),
    )
    with op.batch_alter_table("event_cost", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_cost_event_id"), ["event_id"], unique=False)

    op.create_table(
        "event_guest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("organisation", sa.String(length=120), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_event_guest_has_a_name")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_guest_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_guest")),
    )
    with op.batch_alter_table("event_guest", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_guest_event_id"), ["event_id"], unique=False)

    op.create_table(
        "event_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=8), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("written_at", UtcDateTime(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("side IN ('well', 'better')", name=op.f("ck_event_note_side_is_known")),
        sa.CheckConstraint("words <> ''", name=op.f("ck_event_note_says_something")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_event_note_author_id_person")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_note_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_event_note_theme_id_theme")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_note")),
    )
    with op.batch_alter_table("event_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_note_author_id"), ["author_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_note_event_id"), ["event_id"], unique=False)

    op.create_table(
        "event_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=1000), nullable=False),
        sa.Column("asker_id", sa.Integer(), nullable=True),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.Column("answer", sa.String(length=4000), nullable=False),
        sa.Column("answered_by", sa.String(length=120), nullable=False),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("(answer = '') = (answered_at IS NULL)", name=op.f("ck_event_question_answer_has_its_date")),
        sa.CheckConstraint("state IN ('waiting', 'shown', 'hidden')", name=op.f("ck_event_question_state_is_known")),
        sa.CheckConstraint("words <> ''", name=op.f("ck_event_question_says_something")),
        sa.ForeignKeyConstraint(["asker_id"], ["person.id"], name=op.f("fk_event_question_asker_id_person")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_question_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_event_question_theme_id_theme")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_question")),
    )
    with op.batch_alter_table("event_question", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_question_asker_id"), ["asker_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_question_event_id"), ["event_id"], unique=False)

    op.create_table(
        "event_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("starts_at", UtcDateTime(), nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("online", sa.String(length=300), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.CheckConstraint("capacity IS NULL OR capacity > 0", name=op.f("ck_event_session_capacity_is_positive")),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_event_session_ends_after_it_starts")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_session_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_session")),
    )
    with op.batch_alter_table("event_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_session_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_session_starts_at"), ["starts_at"], unique=False)

    op.create_table(
        "network_coordinator",
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id"], ["network.id"], name=op.f("fk_network_coordinator_network_id_network"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_network_coordinator_person_id_person")),
        sa.PrimaryKeyConstraint("network_id", "person_id", name=op.f("pk_network_coordinator")),
    )
    with op.batch_alter_table("network_coordinator", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_network_coordinator_person_id"), ["person_id"], unique=False)

    op.create_table(
        "booking",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("guest_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("queued_at", UtcDateTime(), nullable=False),
        sa.Column("attended_by", sa.String(length=8), nullable=False),
        sa.CheckConstraint("attended_by IN ('', 'code', 'list')", name=op.f("ck_booking_attended_by_is_known")),
        sa.CheckConstraint("state IN ('booked', 'waiting', 'cancelled')", name=op.f("ck_booking_state_is_known")),
        sa.CheckConstraint("(person_id IS NULL) <> (guest_id IS NULL)", name=op.f("ck_booking_of_a_person_or_a_guest")),
        sa.ForeignKeyConstraint(
            ["guest_id"], ["event_guest.id"], name=op.f("fk_booking_guest_id_event_guest"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_booking_person_id_person")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["event_session.id"], name=op.f("fk_booking_session_id_event_session"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_booking_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking")),
    )
    with op.batch_alter_table("booking", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_booking_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_booking_session_id"), ["session_id"], unique=False)
        batch_op.create_index(
            "uq_booking_guest",
            ["session_id", "guest_id"],
            unique=True,
            sqlite_where=sa.text("guest_id IS NOT NULL"),
            postgresql_where=sa.text("guest_id IS NOT NULL"),
        )
        batch_op.create_index(
            "uq_booking_person",
            ["session_id", "person_id"],
            unique=True,
            sqlite_where=sa.text("person_id IS NOT NULL"),
            postgresql_where=sa.text("person_id IS NOT NULL"),
        )

    op.create_table(
        "event_access_need",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("guest_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(length=1000), nullable=False),
        sa.CheckConstraint("words <> ''", name=op.f("ck_event_access_need_says_something")),
        sa.CheckConstraint(
            "(person_id IS NULL) <> (guest_id IS NULL)", name=op.f("ck_event_access_need_of_a_person_or_a_guest")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_access_need_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["guest_id"], ["event_guest.id"], name=op.f("fk_event_access_need_guest_id_event_guest"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_event_access_need_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_access_need")),
    )
    with op.batch_alter_table("event_access_need", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_access_need_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_access_need_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "uq_event_access_need_guest",
            ["guest_id"],
            unique=True,
            sqlite_where=sa.text("guest_id IS NOT NULL"),
            postgresql_where=sa.text("guest_id IS NOT NULL"),
        )
        batch_op.create_index(
            "uq_event_access_need_person",
            ["event_id", "person_id"],
            unique=True,
            sqlite_where=sa.text("person_id IS NOT NULL"),
            postgresql_where=sa.text("person_id IS NOT NULL"),
        )

    _appoint_champions()
    _roles_given("'od', 'admin'")


def _roles_given(roles: str) -> None:
    with op.batch_alter_table("role_grant") as batch_op:
        batch_op.drop_constraint(op.f("ck_role_grant_role_is_given"), type_="check")
        batch_op.create_check_constraint(op.f("ck_role_grant_role_is_given"), f"role IN ({roles})")


def _appoint_champions() -> None:
    """From the first of January 2020 where nothing says when they began: for all that this database knows, always."""
    holders = "(SELECT 1 FROM role_grant WHERE role = 'champion')"
    op.execute(
        "INSERT INTO network (kind, name, role, commitment, charter, floor, group_minimum, training, hidden, position, "
        "created_at) SELECT 'champions', 'Employee champions', '', '', '', 1, 10, '', false, 0, CURRENT_TIMESTAMP "
        f"WHERE EXISTS {holders}"
    )
    op.execute(
        "INSERT INTO appointment (network_id, person_id, unit_id, started_on, languages, about) "
        "SELECT network.id, role_grant.person_id, post.unit_id, date('2020-01-01'), '', '' FROM role_grant "
        "JOIN network ON network.kind = 'champions' LEFT JOIN post ON post.person_id = role_grant.person_id "
        "AND post.is_main AND post.ended_on IS NULL WHERE role_grant.role = 'champion'"
    )
    op.execute("DELETE FROM role_grant WHERE role = 'champion'")


def downgrade() -> None:
    _roles_given("'champion', 'od', 'admin'")
    op.execute(
        "INSERT INTO role_grant (person_id, role) SELECT DISTINCT appointment.person_id, 'champion' FROM appointment "
        "JOIN network ON network.id = appointment.network_id WHERE network.kind = 'champions' "
        "AND appointment.ended_on IS NULL"
    )
    with op.batch_alter_table("event_access_need", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_event_access_need_person",
            sqlite_where=sa.text("person_id IS NOT NULL"),
            postgresql_where=sa.text("person_id IS NOT NULL"),
        )
        batch_op.drop_index(
            "uq_event_access_need_guest",
            sqlite_where=sa.text("guest_id IS NOT NULL"),
            postgresql_where=sa.text("guest_id IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_event_access_need_person_id"))
        batch_op.drop_index(batch_op.f("ix_event_access_need_event_id"))

    op.drop_table("event_access_need")
    with op.batch_alter_table("booking", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_booking_person",
            sqlite_where=sa.text("person_id IS NOT NULL"),
            postgresql_where=sa.text("person_id IS NOT NULL"),
        )
        batch_op.drop_index(
            "uq_booking_guest",
            sqlite_where=sa.text("guest_id IS NOT NULL"),
            postgresql_where=sa.text("guest_id IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_booking_session_id"))
        batch_op.drop_index(batch_op.f("ix_booking_person_id"))

    op.drop_table("booking")
    with op.batch_alter_table("network_coordinator", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_network_coordinator_person_id"))

    op.drop_table("network_coordinator")
    with op.batch_alter_table("event_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_event_session_starts_at"))
        batch_op.drop_index(batch_op.f("ix_event_session_event_id"))

    op.drop_table("event_session")
    with op.batch_alter_table("event_question", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_event_question_event_id"))
        batch_op.drop_index(batch_op.f("ix_event_question_asker_id"))

    op.drop_table("event_question")
    with op.batch_alter_table("event_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_event_note_event_id"))
        batch_op.drop_index(batch_op.f("ix_event_note_author_id"))

    op.drop_table("event_note")
    with op.batch_alter_table("event_guest", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_event_guest_event_id"))

    op.drop_table("event_guest")
    with op.batch_alter_table("event_cost", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_event_cost_event_id"))

    op.drop_table("event_cost")
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_appointment_now", sqlite_where=sa.text("ended_on IS NULL"), postgresql_where=sa.text("ended_on IS NULL")
        )
        batch_op.drop_index(batch_op.f("ix_appointment_unit_id"))
        batch_op.drop_index(batch_op.f("ix_appointment_person_id"))
        batch_op.drop_index(batch_op.f("ix_appointment_network_id"))

    op.drop_table("appointment")
    with op.batch_alter_table("training", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_training_person_id"))
        batch_op.drop_index(batch_op.f("ix_training_course"))

    op.drop_table("training")
    op.drop_table("network")
    op.drop_table("event")
