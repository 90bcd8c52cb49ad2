"""Thanks, stories, award rounds and their panels."""

import sqlalchemy as sa
from alembic import op

from engage.core.db import UtcDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "award_scheme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_award_scheme")),
        sa.UniqueConstraint("name", name=op.f("uq_award_scheme_name")),
    )
    op.create_table(
        "letterhead",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("signatory", sa.String(length=120), nullable=False),
        sa.Column("signatory_role", sa.String(length=120), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("logo_shows", sa.String(length=200), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_letterhead_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letterhead")),
    )
    op.create_table(
        "recognition_year",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=True),
        sa.Column("asked_at", UtcDateTime(), nullable=True),
        sa.Column("frozen_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "frozen_at IS NULL OR document <> ''", name=op.f("ck_recognition_year_frozen_says_something")
        ),
        sa.CheckConstraint(
            "(document = '') = (made_at IS NULL)", name=op.f("ck_recognition_year_a_document_has_its_time")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recognition_year")),
        sa.UniqueConstraint("first_day", name=op.f("uq_recognition_year_first_day")),
    )
    op.create_table(
        "thanks_settings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("moderated_before", sa.Boolean(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_thanks_settings_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thanks_settings")),
    )
    op.create_table(
        "award_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scheme_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("stage", sa.String(length=14), nullable=False),
        sa.Column("opens_at", UtcDateTime(), nullable=True),
        sa.Column("closes_at", UtcDateTime(), nullable=True),
        sa.Column("extended_to", UtcDateTime(), nullable=True),
        sa.Column("announces_at", UtcDateTime(), nullable=True),
        sa.Column("announces_itself", sa.Boolean(), nullable=False),
        sa.Column("ceremony_on", sa.Date(), nullable=True),
        sa.Column("ceremony_at", sa.String(length=200), nullable=False),
        sa.Column("seconded", sa.Boolean(), nullable=False),
        sa.Column("asks_manager", sa.Boolean(), nullable=False),
        sa.Column("anonymised", sa.Boolean(), nullable=False),
        sa.Column("tells_unsuccessful", sa.Boolean(), nullable=False),
        sa.Column("scale_top", sa.Integer(), nullable=False),
        sa.Column("anchors", sa.Text(), nullable=False),
        sa.Column("judges_each", sa.Integer(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "stage IN ('draft', 'open', 'closed', 'shortlisting', 'final', 'decided', 'announced')",
            name=op.f("ck_award_round_stage_is_known"),
        ),
        sa.CheckConstraint(
            "closes_at IS NULL OR opens_at IS NULL OR closes_at > opens_at",
            name=op.f("ck_award_round_closes_after_it_opens"),
        ),
        sa.CheckConstraint(
            "extended_to IS NULL OR extended_to > closes_at", name=op.f("ck_award_round_extended_is_later")
        ),
        sa.CheckConstraint("judges_each BETWEEN 1 AND 9", name=op.f("ck_award_round_judges_each_is_small")),
        sa.CheckConstraint("scale_top BETWEEN 3 AND 10", name=op.f("ck_award_round_scale_is_short")),
        sa.ForeignKeyConstraint(["created_by_id"], ["person.id"], name=op.f("fk_award_round_created_by_id_person")),
        sa.ForeignKeyConstraint(["scheme_id"], ["award_scheme.id"], name=op.f("fk_award_round_scheme_id_award_scheme")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_award_round")),
    )
    with op.batch_alter_table("award_round", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_award_round_scheme_id"), ["scheme_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_award_round_stage"), ["stage"], unique=False)

    op.create_table(
        "long_service",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("years", sa.Integer(), nullable=False),
        sa.Column("reached_on", sa.Date(), nullable=False),
        sa.Column("marked_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_long_service_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_long_service")),
        sa.UniqueConstraint("person_id", "years", name=op.f("uq_long_service_person_id")),
    )
    op.create_table(
        "site_poster",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("site", sa.String(length=120), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name=op.f("fk_site_poster_made_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site_poster")),
        sa.UniqueConstraint("code", name=op.f("uq_site_poster_code")),
    )
    op.create_table(
        "thanks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("giver_id", sa.Integer(), nullable=True),
        sa.Column("signed", sa.String(length=100), nullable=False),
        sa.Column("giver_unit_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("to_all", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("via", sa.String(length=8), nullable=False),
        sa.Column("site", sa.String(length=120), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("given_at", UtcDateTime(), nullable=False),
        sa.Column("once", sa.String(length=40), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.CheckConstraint("giver_id IS NOT NULL OR signed <> ''", name=op.f("ck_thanks_somebody_gives")),
        sa.CheckConstraint(
            "state IN ('waiting', 'shown', 'declined', 'taken_back', 'hidden')", name=op.f("ck_thanks_state_is_known")
        ),
        sa.CheckConstraint("via <> 'card' OR entered_by_id IS NOT NULL", name=op.f("ck_thanks_a_card_was_entered")),
        sa.CheckConstraint("via IN ('page', 'poster', 'card')", name=op.f("ck_thanks_via_is_known")),
        sa.CheckConstraint("words <> '' AND length(words) <= 1000", name=op.f("ck_thanks_words_are_some")),
        sa.ForeignKeyConstraint(["entered_by_id"], ["person.id"], name=op.f("fk_thanks_entered_by_id_person")),
        sa.ForeignKeyConstraint(["giver_id"], ["person.id"], name=op.f("fk_thanks_giver_id_person")),
        sa.ForeignKeyConstraint(["giver_unit_id"], ["unit.id"], name=op.f("fk_thanks_giver_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thanks")),
        sa.UniqueConstraint("once", name=op.f("uq_thanks_once")),
    )
    with op.batch_alter_table("thanks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_thanks_given_at"), ["given_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_thanks_giver_id"), ["giver_id"], unique=False)
        batch_op.create_index("ix_thanks_wall", ["to_all", "state", "given_at", "id"], unique=False)

    op.create_table(
        "thanks_preference",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("in_private", sa.Boolean(), nullable=False),
        sa.Column("no_digest", sa.Boolean(), nullable=False),
        sa.Column("on_paper", sa.Boolean(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_thanks_preference_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_thanks_preference")),
    )
    op.create_table(
        "award_category",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("nominees", sa.String(length=8), nullable=False),
        sa.Column("eligible", sa.Text(), nullable=False),
        sa.Column("most_words", sa.Integer(), nullable=False),
        sa.Column("most_each", sa.Integer(), nullable=True),
        sa.Column("shortlist", sa.Integer(), nullable=False),
        sa.Column("winners", sa.Integer(), nullable=False),
        sa.Column("commended", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "nominees IN ('person', 'team', 'either')", name=op.f("ck_award_category_nominees_are_known")
        ),
        sa.CheckConstraint("most_each IS NULL OR most_each >= 1", name=op.f("ck_award_category_most_each_is_some")),
        sa.CheckConstraint("most_words BETWEEN 20 AND 1000", name=op.f("ck_award_category_words_within_reason")),
        sa.CheckConstraint(
            "shortlist >= 1 AND winners >= 1 AND commended >= 0", name=op.f("ck_award_category_places_make_sense")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["award_round.id"], name=op.f("fk_award_category_round_id_award_round"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_award_category")),
        sa.UniqueConstraint("round_id", "name", name=op.f("uq_award_category_round_id")),
    )
    with op.batch_alter_table("award_category", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_award_category_round_id"), ["round_id"], unique=False)

    op.create_table(
        "panel",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("scores_by", UtcDateTime(), nullable=True),
        sa.Column("assigned_at", UtcDateTime(), nullable=True),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("stage IN ('shortlist', 'final')", name=op.f("ck_panel_stage_is_known")),
        sa.ForeignKeyConstraint(
            ["round_id"], ["award_round.id"], name=op.f("fk_panel_round_id_award_round"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panel")),
        sa.UniqueConstraint("round_id", "stage", "name", name=op.f("uq_panel_round_id")),
    )
    with op.batch_alter_table("panel", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_panel_round_id"), ["round_id"], unique=False)

    op.create_table(
        "pick_up",
        sa.Column("thanks_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("site", sa.String(length=120), nullable=False),
        sa.Column("printed_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_pick_up_person_id_person")),
        sa.ForeignKeyConstraint(
            ["thanks_id"], ["thanks.id"], name=op.f("fk_pick_up_thanks_id_thanks"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("thanks_id", "person_id", name=op.f("pk_pick_up")),
    )
    with op.batch_alter_table("pick_up", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pick_up_site"), ["site"], unique=False)

    op.create_table(
        "print_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=True),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("problem", sa.String(length=300), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("state IN ('waiting', 'made', 'failed')", name=op.f("ck_print_batch_state_is_known")),
        sa.CheckConstraint("done BETWEEN 0 AND total", name=op.f("ck_print_batch_done_within_total")),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name=op.f("fk_print_batch_made_by_id_person")),
        sa.ForeignKeyConstraint(
            ["round_id"], ["award_round.id"], name=op.f("fk_print_batch_round_id_award_round"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_batch")),
    )
    with op.batch_alter_table("print_batch", schema=None) as batch_op:
        batch_op.create_index("ix_print_batch_round", ["round_id"], unique=False)

    op.create_table(
        "round_cost",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=120), nullable=False),
        sa.Column("pence", sa.Integer(), nullable=False),
        sa.Column("sponsored", sa.Boolean(), nullable=False),
        sa.Column("paid_by", sa.String(length=120), nullable=False),
        sa.CheckConstraint("pence >= 0", name=op.f("ck_round_cost_cost_not_negative")),
        sa.ForeignKeyConstraint(
            ["round_id"], ["award_round.id"], name=op.f("fk_round_cost_round_id_award_round"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_cost")),
    )
    with op.batch_alter_table("round_cost", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_round_cost_round_id"), ["round_id"], unique=False)

    op.create_table(
        "thanks_reaction",
        sa.Column("thanks_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.CheckConstraint("kind IN ('applause', 'heart', 'star')", name=op.f("ck_thanks_reaction_kind_is_known")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_thanks_reaction_person_id_person")),
        sa.ForeignKeyConstraint(
            ["thanks_id"], ["thanks.id"], name=op.f("fk_thanks_reaction_thanks_id_thanks"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("thanks_id", "person_id", "kind", name=op.f("pk_thanks_reaction")),
    )
    with op.batch_alter_table("thanks_reaction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_thanks_reaction_person_id"), ["person_id"], unique=False)

    op.create_table(
        "thanks_receiver",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("thanks_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "person_id IS NOT NULL OR unit_id IS NOT NULL", name=op.f("ck_thanks_receiver_somebody_receives")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_thanks_receiver_person_id_person")),
        sa.ForeignKeyConstraint(
            ["thanks_id"], ["thanks.id"], name=op.f("fk_thanks_receiver_thanks_id_thanks"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_thanks_receiver_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thanks_receiver")),
    )
    with op.batch_alter_table("thanks_receiver", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_thanks_receiver_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_thanks_receiver_thanks_id"), ["thanks_id"], unique=False)
        batch_op.create_index("ix_thanks_receiver_unit", ["unit_id", "thanks_id"], unique=False)
        batch_op.create_index("uq_thanks_receiver_person", ["thanks_id", "person_id"], unique=True)

    op.create_table(
        "award_criterion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("prompt", sa.String(length=500), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.CheckConstraint("weight BETWEEN 1 AND 100", name=op.f("ck_award_criterion_weight_is_some")),
        sa.ForeignKeyConstraint(
            ["category_id"],
            ["award_category.id"],
            name=op.f("fk_award_criterion_category_id_award_category"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_award_criterion")),
    )
    with op.batch_alter_table("award_criterion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_award_criterion_category_id"), ["category_id"], unique=False)

    op.create_table(
        "judge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("panel_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(length=60), nullable=False),
        sa.Column("declared_at", UtcDateTime(), nullable=True),
        sa.Column("dropped_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["panel_id"], ["panel.id"], name=op.f("fk_judge_panel_id_panel"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_judge_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judge")),
        sa.UniqueConstraint("panel_id", "person_id", name=op.f("uq_judge_panel_id")),
    )
    with op.batch_alter_table("judge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_judge_panel_id"), ["panel_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_judge_person_id"), ["person_id"], unique=False)

    op.create_table(
        "nomination",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("nominee_id", sa.Integer(), nullable=True),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("nominee_words", sa.String(length=200), nullable=False),
        sa.Column("nominator_id", sa.Integer(), nullable=True),
        sa.Column("nominator_name", sa.String(length=120), nullable=False),
        sa.Column("nominator_contact", sa.String(length=254), nullable=False),
        sa.Column("origin", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("refused_why", sa.String(length=500), nullable=False),
        sa.Column("joined_to_id", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(length=16), nullable=True),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("submitted_at", UtcDateTime(), nullable=True),
        sa.Column("once", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "nominator_id IS NOT NULL OR nominator_name <> ''", name=op.f("ck_nomination_somebody_nominates")
        ),
        sa.CheckConstraint("origin IN ('staff', 'councillor', 'resident')", name=op.f("ck_nomination_origin_is_known")),
        sa.CheckConstraint(
            "outcome IS NULL OR outcome IN ('not_shortlisted', 'shortlisted', 'highly_commended', 'winner')",
            name=op.f("ck_nomination_outcome_is_known"),
        ),
        sa.CheckConstraint(
            "state = 'draft' OR nominee_id IS NOT NULL OR team_id IS NOT NULL",
            name=op.f("ck_nomination_somebody_is_named"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'withdrawn', 'refused')", name=op.f("ck_nomination_state_is_known")
        ),
        sa.CheckConstraint("joined_to_id <> id", name=op.f("ck_nomination_not_joined_to_itself")),
        sa.CheckConstraint("nominee_id IS NULL OR team_id IS NULL", name=op.f("ck_nomination_person_or_team")),
        sa.ForeignKeyConstraint(
            ["category_id"], ["award_category.id"], name=op.f("fk_nomination_category_id_award_category")
        ),
        sa.ForeignKeyConstraint(
            ["joined_to_id"], ["nomination.id"], name=op.f("fk_nomination_joined_to_id_nomination")
        ),
        sa.ForeignKeyConstraint(["nominator_id"], ["person.id"], name=op.f("fk_nomination_nominator_id_person")),
        sa.ForeignKeyConstraint(["nominee_id"], ["person.id"], name=op.f("fk_nomination_nominee_id_person")),
        sa.ForeignKeyConstraint(["team_id"], ["unit.id"], name=op.f("fk_nomination_team_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nomination")),
        sa.UniqueConstraint("once", name=op.f("uq_nomination_once")),
    )
    with op.batch_alter_table("nomination", schema=None) as batch_op:
        batch_op.create_index("ix_nomination_category", ["category_id", "state"], unique=False)
        batch_op.create_index(batch_op.f("ix_nomination_joined_to_id"), ["joined_to_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_nomination_nominator_id"), ["nominator_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_nomination_nominee_id"), ["nominee_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_nomination_team_id"), ["team_id"], unique=False)

    op.create_table(
        "panel_category",
        sa.Column("panel_id", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(
            ["category_id"],
            ["award_category.id"],
            name=op.f("fk_panel_category_category_id_award_category"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["panel_id"], ["panel.id"], name=op.f("fk_panel_category_panel_id_panel"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("panel_id", "category_id", name=op.f("pk_panel_category")),
        sa.UniqueConstraint("category_id", "stage", name=op.f("uq_panel_category_category_id")),
    )
    op.create_table(
        "stage_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=10), nullable=False),
        sa.Column("too_close", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("outcomes", sa.Text(), nullable=False),
        sa.Column("decided_at", UtcDateTime(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["category_id"],
            ["award_category.id"],
            name=op.f("fk_stage_decision_category_id_award_category"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["decided_by_id"], ["person.id"], name=op.f("fk_stage_decision_decided_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_decision")),
    )
    with op.batch_alter_table("stage_decision", schema=None) as batch_op:
        batch_op.create_index("ix_stage_decision_category", ["category_id", "stage"], unique=False)

    op.create_table(
        "stage_figures",
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=10), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["category_id"],
            ["award_category.id"],
            name=op.f("fk_stage_figures_category_id_award_category"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("category_id", "stage", name=op.f("pk_stage_figures")),
    )
    op.create_table(
        "story",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("behaviour_id", sa.Integer(), nullable=True),
        sa.Column("picture_shows", sa.String(length=300), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("once", sa.String(length=40), nullable=False),
        sa.Column("shown_at", UtcDateTime(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("hidden_at", UtcDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('draft', 'asking', 'waiting', 'shown', 'declined', 'withdrawn')",
            name=op.f("ck_story_state_is_known"),
        ),
        sa.CheckConstraint("length(body) <= 3000", name=op.f("ck_story_body_is_short")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_story_author_id_person")),
        sa.ForeignKeyConstraint(["behaviour_id"], ["behaviour.id"], name=op.f("fk_story_behaviour_id_behaviour")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["person.id"], name=op.f("fk_story_decided_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_story")),
        sa.UniqueConstraint("once", name=op.f("uq_story_once")),
    )
    with op.batch_alter_table("story", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_story_author_id"), ["author_id"], unique=False)
        batch_op.create_index("ix_story_shown", ["state", "shown_at", "id"], unique=False)

    op.create_table(
        "thanks_behaviour",
        sa.Column("thanks_id", sa.Integer(), nullable=False),
        sa.Column("behaviour_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["behaviour_id"], ["behaviour.id"], name=op.f("fk_thanks_behaviour_behaviour_id_behaviour")
        ),
        sa.ForeignKeyConstraint(
            ["thanks_id"], ["thanks.id"], name=op.f("fk_thanks_behaviour_thanks_id_thanks"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("thanks_id", "behaviour_id", name=op.f("pk_thanks_behaviour")),
    )
    with op.batch_alter_table("thanks_behaviour", schema=None) as batch_op:
        batch_op.create_index("ix_thanks_behaviour_named", ["behaviour_id", "thanks_id"], unique=False)

    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("judge_id", sa.Integer(), nullable=False),
        sa.Column("nomination_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("why", sa.String(length=300), nullable=False),
        sa.Column("comment", sa.String(length=1000), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('waiting', 'scored', 'abstained', 'taken_away')", name=op.f("ck_assignment_state_is_known")
        ),
        sa.ForeignKeyConstraint(
            ["judge_id"], ["judge.id"], name=op.f("fk_assignment_judge_id_judge"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["nomination_id"],
            ["nomination.id"],
            name=op.f("fk_assignment_nomination_id_nomination"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
        sa.UniqueConstraint("judge_id", "nomination_id", name=op.f("uq_assignment_judge_id")),
    )
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assignment_judge_id"), ["judge_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_assignment_nomination_id"), ["nomination_id"], unique=False)

    op.create_table(
        "exclusion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("judge_id", sa.Integer(), nullable=False),
        sa.Column("nomination_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=12), nullable=False),
        sa.Column("detail", sa.String(length=300), nullable=False),
        sa.Column("found_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "reason IN ('nominee', 'same_team', 'line_above', 'line_below', 'nominator', 'seconder', 'consulted', 'named', 'declared')",
            name=op.f("ck_exclusion_reason_is_known"),
        ),
        sa.ForeignKeyConstraint(
            ["judge_id"], ["judge.id"], name=op.f("fk_exclusion_judge_id_judge"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["nomination_id"], ["nomination.id"], name=op.f("fk_exclusion_nomination_id_nomination"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exclusion")),
        sa.UniqueConstraint("judge_id", "nomination_id", "reason", name=op.f("uq_exclusion_judge_id")),
    )
    with op.batch_alter_table("exclusion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_exclusion_judge_id"), ["judge_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_exclusion_nomination_id"), ["nomination_id"], unique=False)

    op.create_table(
        "manager_view",
        sa.Column("nomination_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("words", sa.String(length=1000), nullable=False),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["nomination_id"],
            ["nomination.id"],
            name=op.f("fk_manager_view_nomination_id_nomination"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_manager_view_person_id_person")),
        sa.PrimaryKeyConstraint("nomination_id", "person_id", name=op.f("pk_manager_view")),
    )
    with op.batch_alter_table("manager_view", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_manager_view_person_id"), ["person_id"], unique=False)

    op.create_table(
        "nomination_answer",
        sa.Column("nomination_id", sa.Integer(), nullable=False),
        sa.Column("criterion_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["criterion_id"], ["award_criterion.id"], name=op.f("fk_nomination_answer_criterion_id_award_criterion")
        ),
        sa.ForeignKeyConstraint(
            ["nomination_id"],
            ["nomination.id"],
            name=op.f("fk_nomination_answer_nomination_id_nomination"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("nomination_id", "criterion_id", name=op.f("pk_nomination_answer")),
    )
    with op.batch_alter_table("nomination_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_nomination_answer_criterion_id"), ["criterion_id"], unique=False)

    op.create_table(
        "prize",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("nomination_id", sa.Integer(), nullable=True),
        sa.Column("what", sa.String(length=120), nullable=False),
        sa.Column("pence", sa.Integer(), nullable=False),
        sa.Column("paid_by", sa.String(length=120), nullable=False),
        sa.Column("sponsored", sa.Boolean(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=True),
        sa.CheckConstraint("pence >= 0", name=op.f("ck_prize_value_not_negative")),
        sa.ForeignKeyConstraint(
            ["nomination_id"], ["nomination.id"], name=op.f("fk_prize_nomination_id_nomination"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["award_round.id"], name=op.f("fk_prize_round_id_award_round"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prize")),
    )
    with op.batch_alter_table("prize", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_prize_nomination_id"), ["nomination_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_prize_round_id"), ["round_id"], unique=False)

    op.create_table(
        "citation",
        sa.Column("nomination_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["nomination_id"], ["nomination.id"], name=op.f("fk_citation_nomination_id_nomination"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("nomination_id", name=op.f("pk_citation")),
    )
    op.create_table(
        "past_winner",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=True),
        sa.Column("round_title", sa.String(length=120), nullable=False),
        sa.Column("scheme", sa.String(length=120), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("category", sa.String(length=120), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("unit", sa.String(length=200), nullable=False),
        sa.Column("citation", sa.String(length=300), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("outcome IN ('winner', 'highly_commended')", name=op.f("ck_past_winner_outcome_is_shown")),
        sa.CheckConstraint("year BETWEEN 1900 AND 2200", name=op.f("ck_past_winner_year_is_a_year")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_past_winner_person_id_person")),
        sa.ForeignKeyConstraint(
            ["round_id"], ["award_round.id"], name=op.f("fk_past_winner_round_id_award_round"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_past_winner")),
    )
    with op.batch_alter_table("past_winner", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_past_winner_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_past_winner_round_id"), ["round_id"], unique=False)
        batch_op.create_index("ix_past_winner_year", ["year", "scheme"], unique=False)

    op.create_table(
        "seconding",
        sa.Column("nomination_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("agreed", sa.Boolean(), nullable=True),
        sa.Column("words", sa.String(length=1000), nullable=False),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["nomination_id"], ["nomination.id"], name=op.f("fk_seconding_nomination_id_nomination"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_seconding_person_id_person")),
        sa.PrimaryKeyConstraint("nomination_id", name=op.f("pk_seconding")),
    )
    with op.batch_alter_table("seconding", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_seconding_person_id"), ["person_id"], unique=False)

    op.create_table(
        "story_person",
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("consent", sa.String(length=8), nullable=False),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("consent IN ('asked', 'given', 'refused')", name=op.f("ck_story_person_consent_is_known")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_story_person_person_id_person")),
        sa.ForeignKeyConstraint(
            ["story_id"], ["story.id"], name=op.f("fk_story_person_story_id_story"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("story_id", "person_id", name=op.f("pk_story_person")),
    )
    with op.batch_alter_table("story_person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_story_person_person_id"), ["person_id"], unique=False)

    op.create_table(
        "score",
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("criterion_id", sa.Integer(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.CheckConstraint("points BETWEEN 1 AND 10", name=op.f("ck_score_points_on_the_scale")),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_score_assignment_id_assignment"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["criterion_id"], ["award_criterion.id"], name=op.f("fk_score_criterion_id_award_criterion")
        ),
        sa.PrimaryKeyConstraint("assignment_id", "criterion_id", name=op.f("pk_score")),
    )


def downgrade() -> None:
    op.drop_table("score")
    with op.batch_alter_table("story_person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_story_person_person_id"))

    op.drop_table("story_person")
    with op.batch_alter_table("seconding", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_seconding_person_id"))

    op.drop_table("seconding")
    with op.batch_alter_table("past_winner", schema=None) as batch_op:
        batch_op.drop_index("ix_past_winner_year")
        batch_op.drop_index(batch_op.f("ix_past_winner_round_id"))
        batch_op.drop_index(batch_op.f("ix_past_winner_person_id"))

    op.drop_table("past_winner")
    op.drop_table("citation")
    with op.batch_alter_table("prize", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_prize_round_id"))
        batch_op.drop_index(batch_op.f("ix_prize_nomination_id"))

    op.drop_table("prize")
    with op.batch_alter_table("nomination_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_nomination_answer_criterion_id"))

    op.drop_table("nomination_answer")
    with op.batch_alter_table("manager_view", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_manager_view_person_id"))

    op.drop_table("manager_view")
    with op.batch_alter_table("exclusion", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_exclusion_nomination_id"))
        batch_op.drop_index(batch_op.f("ix_exclusion_judge_id"))

    op.drop_table("exclusion")
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_assignment_nomination_id"))
        batch_op.drop_index(batch_op.f("ix_assignment_judge_id"))

    op.drop_table("assignment")
    with op.batch_alter_table("thanks_behaviour", schema=None) as batch_op:
        batch_op.drop_index("ix_thanks_behaviour_named")

    op.drop_table("thanks_behaviour")
    with op.batch_alter_table("story", schema=None) as batch_op:
        batch_op.drop_index("ix_story_shown")
        batch_op.drop_index(batch_op.f("ix_story_author_id"))

    op.drop_table("story")
    op.drop_table("stage_figures")
    with op.batch_alter_table("stage_decision", schema=None) as batch_op:
        batch_op.drop_index("ix_stage_decision_category")

    op.drop_table("stage_decision")
    op.drop_table("panel_category")
    with op.batch_alter_table("nomination", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_nomination_team_id"))
        batch_op.drop_index(batch_op.f("ix_nomination_nominee_id"))
        batch_op.drop_index(batch_op.f("ix_nomination_nominator_id"))
        batch_op.drop_index(batch_op.f("ix_nomination_joined_to_id"))
        batch_op.drop_index("ix_nomination_category")

    op.drop_table("nomination")
    with op.batch_alter_table("judge", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_judge_person_id"))
        batch_op.drop_index(batch_op.f("ix_judge_panel_id"))

    op.drop_table("judge")
    with op.batch_alter_table("award_criterion", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_award_criterion_category_id"))

    op.drop_table("award_criterion")
    with op.batch_alter_table("thanks_receiver", schema=None) as batch_op:
        batch_op.drop_index("uq_thanks_receiver_person")
        batch_op.drop_index("ix_thanks_receiver_unit")
        batch_op.drop_index(batch_op.f("ix_thanks_receiver_thanks_id"))
        batch_op.drop_index(batch_op.f("ix_thanks_receiver_person_id"))

    op.drop_table("thanks_receiver")
    with op.batch_alter_table("thanks_reaction", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_thanks_reaction_person_id"))

    op.drop_table("thanks_reaction")
    with op.batch_alter_table("round_cost", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_round_cost_round_id"))

    op.drop_table("round_cost")
    with op.batch_alter_table("print_batch", schema=None) as batch_op:
        batch_op.drop_index("ix_print_batch_round")

    op.drop_table("print_batch")
    with op.batch_alter_table("pick_up", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pick_up_site"))

    op.drop_table("pick_up")
    with op.batch_alter_table("panel", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_panel_round_id"))

    op.drop_table("panel")
    with op.batch_alter_table("award_category", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_award_category_round_id"))

    op.drop_table("award_category")
    op.drop_table("thanks_preference")
    with op.batch_alter_table("thanks", schema=None) as batch_op:
        batch_op.drop_index("ix_thanks_wall")
        batch_op.drop_index(batch_op.f("ix_thanks_giver_id"))
        batch_op.drop_index(batch_op.f("ix_thanks_given_at"))

    op.drop_table("thanks")
    op.drop_table("site_poster")
    op.drop_table("long_service")
    with op.batch_alter_table("award_round", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_award_round_stage"))
        batch_op.drop_index(batch_op.f("ix_award_round_scheme_id"))

    op.drop_table("award_round")
    op.drop_table("thanks_settings")
    op.drop_table("recognition_year")
    op.drop_table("letterhead")
    op.drop_table("award_scheme")
