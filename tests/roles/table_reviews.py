"""Who may do what with reviews, notes, the audit log and one's own work."""

from content.enums import ReviewPoint

from .rights import ADMINISTER, REVIEW, SEE, SUBMIT_OR_REVIEW, Row


def review(world):
    return [world.review.pk]


def thing(world):
    return ["challenges.challenge", world.drafted.pk]


def note(world):
    return [world.note.pk]


REVIEWS = (
    Row("reviews:queue", SEE),
    # A GET says that it is done by a button, and does nothing.
    Row("reviews:take", SUBMIT_OR_REVIEW, REVIEW, args=review),
    Row("reviews:release", SUBMIT_OR_REVIEW, REVIEW, args=lambda w: [w.own_review.pk]),
    # Who submitted it plans it as well; here somebody else did.
    Row("reviews:plan", SUBMIT_OR_REVIEW, REVIEW, args=review, data=lambda w: {"priority": "1"}),
    Row("reviews:withdraw", SUBMIT_OR_REVIEW, SUBMIT_OR_REVIEW, args=review),
    Row("challenges:review", SEE, REVIEW, args=lambda w: [w.in_review.pk], data=lambda w: {
        "verdict": "approved", "seen": w.seen_of_review(), "checklist": ReviewPoint.values,
    }),
)  # fmt: skip

NOTES = (
    Row("notes:list", SEE, args=thing),
    Row("notes:add", None, SUBMIT_OR_REVIEW, args=thing,
        data=lambda w: {"field": "instruction_fr", "label": "Consigne", "text": "Plus court."}),
    Row("notes:answer", None, SUBMIT_OR_REVIEW, args=note, data=lambda w: {"text": "Oui."}),
    Row("notes:resolve", None, SUBMIT_OR_REVIEW, args=note),
    Row("notes:reopen", None, SUBMIT_OR_REVIEW, args=lambda w: [w.resolved_note.pk]),
    # One's own; nobody changes another's words.
    Row("notes:edit", None, SUBMIT_OR_REVIEW, args=lambda w: [w.own_note.pk],
        data=lambda w: {"text": "Mieux."}),
    Row("notes:delete", None, SUBMIT_OR_REVIEW, args=lambda w: [w.own_note.pk]),
)  # fmt: skip

OTHERS = (
    Row("work:page", SEE),
    Row("audit:log", ADMINISTER),
    Row("audit:log", ADMINISTER, query=lambda w: {"export": "csv"}),
    Row("audit:results", ADMINISTER),
)

ROWS = (*REVIEWS, *NOTES, *OTHERS)
