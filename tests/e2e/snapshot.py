"""The rows of the whole database, kept and put back: an installation is set up once a run."""

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction

#: Migrations are not data, and SQLite fills its search tables from the others by triggers.
_LEFT_ALONE = ("django_migrations", "_fts")


def take():
    """``{table: (columns, rows)}`` of every table."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if any(name in table for name in _LEFT_ALONE):
                continue
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            columns = [column[0] for column in cursor.description]
            found[table] = (columns, cursor.fetchall())
    return found


def put_back(snapshot):
    """Make the database hold exactly what ``snapshot`` holds."""
    quote = connection.ops.quote_name
    with (
        connection.constraint_checks_disabled(),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        for table in snapshot:
            cursor.execute(f"DELETE FROM {quote(table)}")
        for table, (columns, rows) in snapshot.items():
            if rows:
                names = ", ".join(map(quote, columns))
                places = ", ".join(["%s"] * len(columns))
                cursor.executemany(f"INSERT INTO {quote(table)} ({names}) VALUES ({places})", rows)
        # What only carries permissions has no table, hence no sequence.
        models = [m for m in apps.get_models(include_auto_created=True) if m._meta.managed]
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
