"""What staff are promised: computed from the settings in force, so that it cannot be false."""

from engage.surveys.promise import Promise, digest, from_text, sentences, to_text
from engage.surveys.promise_sight import SIGHTS, Sight


def test_the_words_carry_the_settings_of_this_survey():
    said = " ".join(sentences(Promise(minimum_group=12, comment_threshold=15)))
    assert "is about fewer than 12 people" in said
    assert "12 months after the survey closes, the answers and the list of who took part are deleted" in said


def test_a_frozen_promise_says_the_same_as_before_it_was_frozen():
    made = Promise(10, 10, questionnaire="q" * 64, units="u" * 64)
    assert sentences(to_text(made)) == sentences(made)
    assert from_text(to_text(made)) == made
    assert digest(to_text(made)) != digest(to_text(Promise(9, 10, questionnaire="q" * 64, units="u" * 64)))


def test_the_last_sentence_admits_what_changed_software_could_do():
    assert sentences(Promise(10, 10))[-1] == "Somebody who changed our software could watch an answer arrive."


def test_staff_are_told_that_the_backup_exists_until_it_does_not():
    assert any("it still exists" in sentence for sentence in sentences(Promise(10, 10)))
    gone = " ".join(sentences(Promise(10, 10), backup_exists=False))
    assert "still exists" not in gone
    assert "has been destroyed" in gone


def test_under_a_promise_of_nobody_nothing_is_said_to_be_read():
    said = " ".join(sentences(Promise(10, 10)))
    assert "No page shows comments of this survey, so nobody reads them there" in said
    assert "masked" not in said and "taken out" not in said
    assert "comments" not in " ".join(sight.what for sight in SIGHTS)


def test_staff_are_told_who_sees_which_results_and_old_promises_say_what_they_said():
    said = " ".join(sentences(Promise(10, 10)))
    assert "Whoever heads a unit sees the results of that unit and of the units below it" in said
    assert "All staff see the results of the organisation and of their own directorate" in said
    assert "All staff see results once they have been published" not in said
    old = Promise(
        10, 10, comments_read_by="staff", sees=(Sight("all staff", "results", "once they have been published"),)
    )
    assert (old.tiered, Promise(10, 10).tiered) == (False, True)
    told = " ".join(sentences(to_text(old)))
    assert "All staff see results once they have been published." in told
    assert "heads a unit" not in told and "These readers" not in told
    now = " ".join(sentences(Promise(10, 10, comments_read_by="staff")))
    assert "none that stands beside a directorate other than their own" in now


def test_staff_are_told_how_figures_are_split_and_what_can_be_read_off_them():
    said = " ".join(sentences(Promise(10, 10)))
    assert "no personal characteristics" in said
    assert "Where nobody of a group disagreed with a question, its figures can show that" in said
    assert "no personal characteristics" not in " ".join(sentences(Promise(10, 10, characteristics=("age",))))


def test_a_survey_without_comments_does_not_speak_of_them():
    said = " ".join(sentences(Promise(10, 10, comments=False)))
    assert "omment" not in said


def test_a_survey_that_promises_nothing_yet_says_nothing():
    assert sentences("") == ()
