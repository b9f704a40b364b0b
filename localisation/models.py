"""The mixin that every model with modeltranslation columns has (reasons in WAGTAIL.md)."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.utils.translation import override
from modelcluster.models import (
    get_all_child_relations,
    get_serializable_data_for_fields,
    model_from_serializable_data,
)
from modeltranslation.translator import translator

from .languages import SOURCE, codes, localised, suffix_of


def base_names(model: type[models.Model]) -> list[str]:
    """Names of the translated fields of ``model`` without language: never read or written."""
    return list(translator.get_options_for_model(model).get_field_names())


def keep_other_languages(row: models.Model | None, restored: models.Model) -> None:
    """Give ``restored`` the other languages' columns of ``row`` (none: it has none yet)."""
    for name in base_names(type(restored)):
        for code in codes():
            if code != SOURCE:
                column = localised(name, code)
                setattr(restored, column, getattr(row, column) if row is not None else None)


class TranslatedContentMixin(models.Model):
    """Columns per language whose base name no text ever passes through.

    The base column would hold whatever language the editor's interface had at the last save: it is
    always saved as French, and it is in no revision.
    """

    #: Whether restoring a revision gives back every language, or only what authors write. True for
    #: what is edited in all its languages at once, without drafts.
    revisions_hold_all_languages = False

    class Meta:
        abstract = True

    if TYPE_CHECKING:
        # modeltranslation adds title_fr, title_nl… while Django starts: no checker can see them.
        def __getattr__(self, name: str) -> Any: ...

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with French active, so that base columns hold French whoever saves."""
        with override(SOURCE):
            super().save(*args, **kwargs)

    def clean(self) -> None:
        """Line ends become plain, and texts of white space empty: those would stop the fallback."""
        super().clean()
        for name in base_names(type(self)):
            for code in codes():
                column = localised(name, code)
                text = getattr(self, column)
                if isinstance(text, str):
                    # Browsers send CRLF, files have LF: the same text must be the same document.
                    text = text.replace("\r\n", "\n").replace("\r", "\n")
                    setattr(self, column, text if text.strip() else "")

    def with_content_json(self, content: dict[str, Any]) -> Self:
        """The revision's object; what other languages say stays what is approved on this row.

        Authors' drafts hold French: publishing one must never take a translation back.
        """
        restored: Self = super().with_content_json(content)  # type: ignore[misc]
        if self.revisions_hold_all_languages:
            return restored
        keep_other_languages(self, restored)
        for relation in get_all_child_relations(self):
            name = relation.get_accessor_name()
            if not issubclass(relation.related_model, TranslatedContentMixin):
                continue
            rows = {
                child.pk: child
                for child in relation.related_model._base_manager.filter(
                    **{relation.field.name: self.pk}
                )
            }
            for child in getattr(restored, name).all():
                keep_other_languages(rows.get(child.pk), child)
        return restored

    def serializable_data(self) -> dict[str, Any]:
        """The revision's content, without base names."""
        parent = getattr(super(), "serializable_data", None)
        data: dict[str, Any] = parent() if parent else get_serializable_data_for_fields(self)
        for name in base_names(type(self)):
            data.pop(name, None)
        return data

    @classmethod
    def from_serializable_data(
        cls, data: dict[str, Any], check_fks: bool = True, strict_fks: bool = False
    ) -> Self | None:
        """The instance of a revision's content; base names in old revisions are ignored."""
        data = {key: value for key, value in data.items() if key not in base_names(cls)}
        parent = getattr(super(), "from_serializable_data", None)
        with override(SOURCE):
            if parent:
                restored = parent(data, check_fks=check_fks, strict_fks=strict_fks)
            else:
                restored = model_from_serializable_data(
                    cls, data, check_fks=check_fks, strict_fks=strict_fks
                )
        return restored


class LanguageRight(models.Model):
    """No table: the permissions of who translates into which language, whatever is translated."""

    class Meta:
        managed = False
        default_permissions = ()
        permissions = [
            (f"translate_{suffix_of(code)}", f"Can translate into {code}")
            for code in codes()
            if code != SOURCE
        ]

    def __str__(self) -> str:
        return "language rights"
