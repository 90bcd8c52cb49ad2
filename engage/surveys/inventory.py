"""What every column of these tables is, why it is held and who sees it (core.inventory)."""

from engage.core.inventory import Basis, Table

INVENTORY = {
    "survey": Table(
        "A survey: its questions, its times and what it promises.", "The OD team; whoever is asked.",
        kept=("Questionnaires and what was promised", "Drafts of surveys"), identifier="created_by_id",
        council="title intro stage questionnaire questionnaire_digest import_report opens_at closes_at "
        "minimum_group comment_threshold comments_read_by kept_months split_to answers_deleted_at audience "
        "audience_words extended_from extended_why cancelled_at cancelled_why promise promise_digest units "
        "collected_elsewhere standing release_asked_at",
        technical="id version box created_at"),
    "invitation": Table(
        "Who is asked, and whether they have taken part: no time, no answer.",
        "Only the person. Whoever runs the database could look it up.", kept=("Who was asked and who took part",),
        identifier="person_id", about="group_code taken_part channel joined_on", technical="survey_id"),
    "survey_reach": Table(
        "The words of a survey’s mails, the groups of its units, and its rates of one day.", "The OD team.",
        kept=("Questionnaires and what was promised", "Rates of an open survey"), basis=Basis.NONE, council="words",
        figure="homes rates rates_on", technical="survey_id"),
    "survey_left_out": Table(
        "Whom a survey is not to ask, as the OD team listed them.", "Nobody: the OD team sees how many.",
        kept=("Who is left out of a survey",), identifier="person_id", technical="survey_id"),
    "survey_mail": Table(
        "Which mail about a survey went out when.", "The OD team.", kept=("Mails about a survey",), basis=Basis.NONE,
        council="kind due_on started_at done_at told", technical="id survey_id"),
    "survey_mail_to": Table(
        "To whom a mail about a survey goes next; of a reminder, who has not taken part.",
        "Nobody. Whoever runs the database could look it up.", kept=("To whom a mail about a survey",),
        identifier="person_id", technical="mail_id survey_id"),
    "survey_bounce": Table(
        "That the invitation did not reach an address.", "The OD team.", kept=("Who was asked and who took part",),
        identifier="person_id", technical="survey_id"),
    "question_set": Table(
        "A set of questions that surveys are made of.", "The OD team.", kept=("Question sets and pulse series",),
        basis=Basis.NONE, council="code name about number", technical="id version"),
    "question_set_version": Table(
        "One version of a set: its words, and who put them so.", "The OD team.",
        kept=("Question sets and pulse series",), identifier="by_id", council="document note made_at",
        technical="id set_id number"),
    "question_set_use": Table(
        "That a survey took questions from a set.", "The OD team.", kept=("Question sets and pulse series",),
        basis=Basis.NONE, council="set_code number", technical="survey_id"),
    "survey_origin": Table(
        "Which survey is the next wave of which, and the words under which questions are known.", "The OD team.",
        kept=("Questionnaires and what was promised",), basis=Basis.NONE, council="known",
        technical="survey_id previous_id"),
    "pulse_series": Table(
        "A short survey every few weeks: its plan and its questions.", "The OD team; the seed nobody.",
        kept=("Question sets and pulse series",), identifier="created_by_id",
        council="title intro document mode items weeks open_days starts_at sample minimum_group audience_unit_id "
        "stopped_at", scrambled="seed", technical="id round created_at"),
    "pulse_wave": Table(
        "Which survey is which wave of a series.", "The OD team.", kept=("Question sets and pulse series",),
        basis=Basis.NONE, council="number", technical="survey_id series_id"),
    "pulse_asked": Table(
        "That somebody was asked in a round of a series, so that nobody is asked twice before everybody was asked "
        "once. Never whether they took part.", "Only the person. Whoever runs the database could look it up.",
        kept=("Who was asked in a round",), identifier="person_id", about="round", technical="series_id"),
    "standing_series": Table(
        "A survey of joiners or leavers that never closes: its plan and its questions.", "The OD team.",
        kept=("Question sets and pulse series",), identifier="created_by_id",
        council="title kind intro document days minimum_group audience_unit_id looked_on paused_at ended_at",
        technical="id created_at"),
    "standing_pool": Table(
        "Which survey is which pool of such a series.", "The OD team.", kept=("Question sets and pulse series",),
        basis=Basis.NONE, council="number", technical="survey_id series_id"),
    "benchmark": Table(
        "Figures of others that results are set beside.", "All staff, beside results.",
        kept=("Benchmarks, and questions joined",), basis=Basis.NONE, council="name source figures_of imported_at",
        technical="id"),
    "benchmark_figure": Table(
        "One of these figures.", "All staff, beside results.", kept=("Benchmarks, and questions joined",),
        basis=Basis.NONE, council="kind key value", technical="benchmark_id"),
    "joined_question": Table(
        "Questions in different words that are followed as one.", "All staff, in trends.",
        kept=("Benchmarks, and questions joined",), basis=Basis.NONE, council="later earlier joined_at",
        technical="id"),
    "survey_code_batch": Table(
        "That codes were made for a part of the organisation at a site, and whether they are cancelled.",
        "The OD team.", kept=("Codes on paper",), basis=Basis.NONE,
        figure="survey_id group_code site number made_on cancelled", technical="id"),
    "survey_code": Table(
        "One code on paper, and whether it was used: no name, no time, no answer.",
        "Nobody. Whoever runs the database could see which are used, and not whose they are.", kept=("Codes on paper",),
        basis=Basis.NONE, figure="group_code used", technical="digest survey_id batch_id"),
    "survey_kiosk": Table(
        "Where a shared tablet may be a kiosk.", "The OD team.", kept=("Kiosks of surveys",), basis=Basis.NONE,
        council="place made_at ended_at", technical="id survey_id token_digest"),
    "survey_paper_count": Table(
        "How many answers of a survey came on paper.", "All staff, after the close.",
        kept=("Published figures of groups",), basis=Basis.NONE, figure="papers", technical="survey_id"),
    "survey_comment": Table(
        "What somebody wrote in a survey, masked: no writer, no time, at most a directorate beside it.",
        "Reviewers; after publication whom the survey promised.", kept=("Comments of surveys",),
        answer="question block text", about="state reason shown themed_by_hand", technical="id survey_id version"),
    "survey_comment_theme": Table(
        "What a comment is about.", "Whoever reads the comment.", kept=("Comments of surveys",), basis=Basis.NONE,
        figure="theme_id", technical="comment_id"),
    "survey_comment_review": Table(
        "That the comments of a survey were masked for review, and when they were published.", "The OD team.",
        kept=("Published figures of groups",), basis=Basis.NONE, technical="survey_id published_at"),
    "survey_comment_reviewer": Table(
        "Who reads the comments of a survey before others do; never which comment somebody decided about.",
        "The OD team.", kept=("Comments of surveys",), identifier="person_id", technical="survey_id"),
    "survey_quotation": Table(
        "Words of a comment for all staff, who proposed them and who agreed.", "All staff; the names only the OD team.",
        kept=("Comments of surveys",), identifier="asked_by_id approved_by_id", about="agreed", answer="words",
        technical="id comment_id"),
    "theme_keyword": Table(
        "Words that put a comment under a theme.", "The OD team.", kept=("Keywords of themes",), basis=Basis.NONE,
        council="word", figure="found", technical="theme_id"),
    "release": Table(
        "What was computed once after the close, and from when which tier reads it.",
        "All staff, once published: groups by where they stand.",
        kept=("Published figures of groups",), basis=Basis.NONE,
        figure="head made_at published_at withdrawn_at withdrawn_why",
        council="directors_from services_from managers_from staff_from", technical="id survey_id sha256"),
    "result_talk": Table(
        "That a team has talked about its results, and what it agreed.",
        "Whoever reads that group’s results, and its own people.",
        kept=("That teams have talked about their results",), identifier="said_by_id", about="held_on said_at",
        text="agreed", council="code", technical="id survey_id hidden_at"),
    "release_block": Table(
        "The figures of one group.", "Whoever reads that group, once published.", kept=("Published figures of groups",),
        basis=Basis.NONE, figure="code document", technical="release_id"),
    "survey_pack": Table(
        "Files made of published results, to hand on: the same figures.", "The OD team.",
        kept=("Files made of published results",), basis=Basis.NONE, figure="content made_at",
        technical="id survey_id kind state done total problem size asked_at"),
    "release_table": Table(
        "The figures of one group, split by a characteristic.", "All staff, once published.",
        kept=("Published figures of groups",), basis=Basis.NONE, figure="characteristic block document",
        technical="release_id"),
}  # fmt: skip
