"""What every column of these tables is, why it is held and who sees it (core.inventory)."""

from engage.core.inventory import Basis, Table

INVENTORY = {
    "thanks": Table(
        "Thanks.", "All staff on the wall; in private whoever gave and received it.",
        kept=("Thanks: words", "Thanks that were taken back"), identifier="giver_id entered_by_id",
        about="signed giver_unit_id to_all via site given_at ended_at", text="words reason", technical="id state once"),
    "thanks_receiver": Table(
        "Who is thanked.", "As the thank-you.", kept=("Thanks: words", "Thanks: that somebody who has left"),
        identifier="person_id", about="unit_id", technical="id thanks_id"),
    "thanks_behaviour": Table(
        "Which behaviours it names.", "As the thank-you.", kept=("Thanks: words",), basis=Basis.NONE,
        technical="thanks_id behaviour_id position"),
    "thanks_reaction": Table(
        "Reactions.", "As the thank-you.", kept=("Thanks: words",), identifier="person_id", about="kind",
        technical="thanks_id"),
    "thanks_preference": Table(
        "How somebody likes to be thanked.", "The person; whoever thanks them is told “in private”.",
        kept=("How somebody likes",), identifier="person_id", about="in_private no_digest on_paper seen_at"),
    "thanks_settings": Table(
        "Whether thanks wait to be looked at.", "The OD team.", until="until it is changed", basis=Basis.NONE,
        council="moderated_before", technical="id"),
    "pick_up": Table(
        "Printed thanks that wait at a site.", "Whoever prints them.", kept=("Thanks to be picked up",),
        identifier="person_id", about="site printed_at", technical="thanks_id"),
    "site_poster": Table(
        "Posters with a code.", "The OD team.", kept=("Posters and their codes",), identifier="made_by_id",
        council="code site made_at ended_at", technical="id"),
    "recognition_year": Table(
        "Who gets recognised, about groups of ten and more.", "The OD team.", kept=("Who gets recognised",),
        basis=Basis.NONE, figure="first_day document", technical="id sha256 made_at asked_at frozen_at"),
    "story": Table(
        "Stories with a picture.", "All staff once shown; until then the author, whoever is in it and the OD team.",
        kept=("Stories shown to all staff", "Stories that are not shown"), basis=Basis.CONSENT,
        identifier="author_id decided_by_id", about="made_at shown_at hidden_at",
        text="title body picture_shows note", technical="id behaviour_id state changed_at once version"),
    "story_person": Table(
        "Who is in a story, and whether they agree.", "The author, the person and the OD team.",
        kept=("Stories shown to all staff", "Stories that are not shown"), basis=Basis.CONSENT,
        identifier="person_id", about="consent answered_at", technical="story_id"),
    "award_scheme": Table(
        "Kinds of awards.", "All staff.", kept=("Award rounds, their categories",), basis=Basis.NONE,
        council="name about", technical="id"),
    "award_round": Table(
        "Rounds of awards.", "All staff.", kept=("Award rounds, their categories",), identifier="created_by_id",
        council="title about stage opens_at closes_at extended_to announces_at announces_itself ceremony_on "
        "ceremony_at seconded asks_manager anonymised tells_unsuccessful scale_top anchors judges_each",
        technical="id scheme_id created_at version"),
    "award_category": Table(
        "Their categories.", "All staff.", kept=("Award rounds, their categories",), basis=Basis.NONE,
        council="name about nominees eligible most_words most_each shortlist winners commended",
        technical="id round_id position"),
    "award_criterion": Table(
        "What judges look for.", "All staff.", kept=("Award rounds, their categories",), basis=Basis.NONE,
        council="name prompt weight", technical="id category_id position"),
    "nomination": Table(
        "Who is nominated, and by whom.",
        "The nominator; the OD team and the judges, without the nominator where names are left out.",
        kept=("Nominations that did not win", "Nominations that won", "Drafts of nominations"),
        identifier="nominee_id nominator_id", contact="nominee_words nominator_name nominator_contact",
        about="team_id origin state outcome made_at submitted_at", text="refused_why",
        technical="id category_id joined_to_id once version"),
    "nomination_answer": Table(
        "Why.", "The nominator, the OD team and the judges.",
        kept=("Nominations that did not win", "Nominations that won", "Drafts of nominations"), text="words",
        technical="nomination_id criterion_id"),
    "seconding": Table(
        "Who seconds a nomination.", "The seconder, the nominator and the OD team.",
        kept=("Nominations that did not win", "Nominations that won", "Drafts of nominations"),
        identifier="person_id", about="asked_at agreed answered_at", text="words", technical="nomination_id"),
    "manager_view": Table(
        "What the manager says.", "The manager and the OD team.",
        kept=("Nominations that did not win", "Nominations that won", "Drafts of nominations"),
        identifier="person_id", about="asked_at answered_at", text="words", technical="nomination_id"),
    "panel": Table(
        "Panels of judges.", "The OD team. No administrator.", kept=("Award judging",), basis=Basis.NONE,
        council="stage name scores_by assigned_at closed_at", technical="id round_id"),
    "panel_category": Table(
        "What a panel judges.", "The OD team. No administrator.", kept=("Award judging",), basis=Basis.NONE,
        technical="panel_id category_id stage"),
    "judge": Table(
        "Who judges.", "The OD team. No administrator.", kept=("Award judging",), identifier="person_id",
        about="level declared_at dropped_at", technical="id panel_id"),
    "assignment": Table(
        "Which entries a judge has, and their comment.", "The judge and the OD team. No administrator.",
        kept=("Award judging",), about="state", text="why comment",
        technical="id judge_id nomination_id changed_at version"),
    "exclusion": Table(
        "Ties that keep a judge from an entry.", "The judge and the OD team. No administrator.",
        kept=("Award judging",), about="reason found_at", text="detail", technical="id judge_id nomination_id"),
    "score": Table(
        "Scores.", "The judge and the OD team. No administrator.", kept=("Award judging",), about="points",
        technical="assignment_id criterion_id"),
    "stage_figures": Table(
        "Figures made of the scores.", "The OD team. No administrator.", kept=("Award judging",), about="document",
        technical="category_id stage made_at"),
    "stage_decision": Table(
        "What was decided about a category, and why.", "The OD team. No administrator.", kept=("Award judging",),
        identifier="decided_by_id", about="too_close outcomes decided_at", text="reason",
        technical="id category_id stage"),
    "citation": Table(
        "Words read out for a winner.", "All staff once announced.", kept=("Citations of a round",), about="words",
        technical="nomination_id"),
    "past_winner": Table(
        "Winners and highly commended.", "All staff, until the person asks to be taken out.", kept=("Past winners",),
        identifier="person_id", contact="name", about="round_title scheme year category outcome unit citation",
        technical="id round_id position"),
    "prize": Table(
        "Prizes.", "The OD team.", kept=("Prizes",), about="what pence paid_by sponsored given_on",
        technical="id round_id nomination_id"),
    "round_cost": Table(
        "What a round cost.", "The OD team.", kept=("Costs of an award",), basis=Basis.NONE,
        council="what pence sponsored paid_by", technical="id round_id"),
    "print_batch": Table(
        "Letters and certificates.", "The OD team.", kept=("Printed letters",), identifier="made_by_id",
        contact="content", about="asked asked_at made_at", technical="id kind round_id state done total problem"),
    "long_service": Table(
        "Who has served how long.", "The OD team.", kept=("Milestones",), identifier="person_id",
        about="years reached_on marked_on", technical="id"),
    "letterhead": Table(
        "Who signs, and the address.", "The OD team.", kept=("The letterhead",), contact="signatory signatory_role",
        council="address logo_shows", technical="id"),
}  # fmt: skip
