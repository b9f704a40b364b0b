"""Who may do what with banks, files and what else the rooms have in the admin."""

from .rights import PUBLISH, SEE, WRITE, Row


def bank(world):
    return [world.bank.pk]


def bank_form(world):
    return {
        "title_fr": "Neuve", "slug": "neuve", "description_fr": "", "licence": "CC-BY-SA-4.0",
        "framework": world.framework.pk,
    }  # fmt: skip


BANKS = (
    Row("banques:index", SEE),
    Row("banques:index_results", SEE),
    Row("banques:history", SEE, args=bank),
    Row("banques:history_results", SEE, args=bank),
    Row("banques:usage", SEE, args=bank),
    Row("banques:add", PUBLISH, PUBLISH, data=bank_form),
    Row(
        "banques:edit", PUBLISH, PUBLISH, args=bank,
        data=lambda w: {**bank_form(w), "slug": w.bank.slug},
    ),
    Row("banques:delete", PUBLISH, PUBLISH, args=lambda w: [w.empty_bank.pk]),
    Row("banks:publish", PUBLISH, PUBLISH, args=bank, data=lambda w: {"after": "1"}, writes=False),
    Row("banks:publish", PUBLISH, PUBLISH, args=lambda w: [w.empty_bank.pk]),
)  # fmt: skip

FILES = (
    Row(
        "content_media_upload", None, WRITE, query=lambda w: {"role": "illustration"},
        data=lambda w: {"file": w.picture()},
    ),
)  # fmt: skip

ROWS = (*BANKS, *FILES)
