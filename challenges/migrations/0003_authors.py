"""Who wrote the challenges that exist: the person of their first revision."""

from django.db import migrations


def fill_authors(apps, schema_editor):
    Challenge = apps.get_model("challenges", "Challenge")
    ContentType = apps.get_model("contenttypes", "ContentType")
    Revision = apps.get_model("wagtailcore", "Revision")
    kind = ContentType.objects.filter(app_label="challenges", model="challenge").first()
    if kind is None:
        return
    for challenge in Challenge.objects.filter(created_by=None).only("pk"):
        first = (
            Revision.objects.filter(base_content_type=kind, object_id=str(challenge.pk))
            .order_by("created_at")
            .first()
        )
        if first is not None and first.user_id is not None:
            Challenge.objects.filter(pk=challenge.pk).update(created_by=first.user_id)


class Migration(migrations.Migration):

    dependencies = [
        ("challenges", "0002_types_media_and_families"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(fill_authors, migrations.RunPython.noop)]
