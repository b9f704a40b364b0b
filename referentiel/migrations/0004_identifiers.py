from django.db import migrations

from referentiel.models.base import derived_identifier

#: What the identifiers of rows that are there already follow from.
PARTS = {
    "Framework": lambda row: (row.code,),
    "LevelGroup": lambda row: (row.framework.code, row.code),
    "ProficiencyLevel": lambda row: (row.framework.code, row.level),
    "Area": lambda row: (row.public_id,),
    "Competence": lambda row: (row.public_id,),
    "Theme": lambda row: (row.public_id,),
    "Topic": lambda row: (row.public_id,),
    "Skill": lambda row: (row.public_id,),
    "Context": lambda row: (row.code,),
}


def fill(apps, schema_editor):
    for name, parts in PARTS.items():
        model = apps.get_model("referentiel", name)
        for row in model.objects.filter(identifier=None).iterator():
            model.objects.filter(pk=row.pk).update(
                identifier=derived_identifier(name, *parts(row))
            )


class Migration(migrations.Migration):
    dependencies = [("referentiel", "0003_entities")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
