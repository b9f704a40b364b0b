"""A framework as a table for spreadsheets (CSV), both ways.

One row per thing, in UTF-8; ``;`` is written, ``;``, ``,`` and tabs are read. The column ``type``
says what a row is: framework, group, level, area, competence, theme, topic, skill, alignment (or
référentiel, groupe, niveau, domaine, compétence, thématique, sujet, acquis, alignement). Columns
that no row uses are not written; ``type``, ``code``, ``parent`` and ``title_fr`` always are.

**Rows name their parents** in the column ``parent``: a competence its area's code, a theme its
competence's code, a topic its theme's code (a theme's ``code`` is any word of its own that only this
file uses), a skill its topic as ``@name``, a level its group's code, an alignment the code of the
competence that it starts from. Rows may come in any order; rows of one parent are in theirs. An item
without code or name, or with one that another has, is named by the column ``key`` instead.

**Cells.** Texts have one column per locale (``title_fr-BE``, ``hint_nl``). ``external`` and ``extra``
are JSON; ``unverified`` and ``education_levels`` are lists separated by commas (a JSON list where
a value itself looks like several). An empty version is 1, an empty status of a framework is draft,
of an alignment proposed. Spaces around a cell mean nothing. Who types codes such as 1.1 in a
spreadsheet sets the columns to text first, or it makes dates of them.

**Apostrophes.** A spreadsheet would execute a cell that begins with ``= + - @``, a tab or a carriage
return. Such a text is written after one apostrophe: ``'@moteur``. So is one that begins with a space,
and one that ends with a space is written before an apostrophe, because outer spaces mean nothing
otherwise. When reading, one apostrophe is dropped before any of these characters (and after a last
space), so that a text that really begins with ``'=`` is written ``''=`` and comes back. Unprotected
cells are read as well: ``@moteur`` may be typed as it is.

**Attendus of the FMTTN.** A file with exactly the columns code, année, type and intitulé is another
table: every distinct type is an area, every row a competence.
"""

from .reading import CsvReading, decode, has_header
from .writing import encode

__all__ = ["CsvReading", "decode", "encode", "has_header"]
