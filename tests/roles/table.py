"""Every address of our rooms in the admin, and who may do what there.

A new page is not finished before it stands here: ``test_completeness.py`` walks all addresses.
"""

from . import table_challenges, table_others, table_referential, table_wagtail

ROOMS = (*table_challenges.ROWS, *table_referential.ROWS, *table_others.ROWS)
ROWS = (*ROOMS, *table_wagtail.ROWS)
