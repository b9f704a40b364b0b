"""A row whose state moved on since it was read is not written over."""

from typing import Any, Self

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.translation import gettext

from content.enums import Status


class StateReadMixin(models.Model):
    """Remembers in which state a row was read, and refuses to write it over another state.

    Steps write a row that they have just read and hold. Anybody else who writes a whole row that was
    read before a step would take the step back, and only half of it.
    """

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises ``PermissionDenied`` when the row's state is another than when it was read."""
        with transaction.atomic():
            if self.pk and kwargs.get("update_fields") is None:
                self._refuse_old_state()
            super().save(*args, **kwargs)
        self.note_state()

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Self:
        """The row, with the state that it was read in."""
        row = super().from_db(*args, **kwargs)
        row.note_state()
        return row

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        """Read again, the state included."""
        super().refresh_from_db(*args, **kwargs)
        self.note_state()

    def note_state(self) -> None:
        """The state is as it was read, or written, now."""
        # What is deferred was not read, hence cannot be old.
        self._read_as = self.__dict__.get("status"), self.__dict__.get("live")

    def _refuse_old_state(self) -> None:
        read = getattr(self, "_read_as", (None,))
        if None in read:
            return
        held: Any = type(self)._base_manager.select_for_update()
        for now in held.filter(pk=self.pk).values_list("status", "live"):
            if now != read:
                raise PermissionDenied(
                    gettext(
                        "L'épreuve est devenue « %(status)s » entre-temps : rien n'est enregistré. "
                        "Rechargez la page et recommencez."
                    )
                    % {"status": Status(now[0]).label}
                )
