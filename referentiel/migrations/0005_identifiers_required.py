import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("referentiel", "0004_identifiers")]
    operations = [
        migrations.AlterField(
            model_name=name,
            name="identifier",
            field=models.UUIDField(blank=True, editable=False, unique=True, verbose_name="identifiant CASE"),
        )
        for name in (
            "alignment",
            "area",
            "competence",
            "context",
            "framework",
            "levelgroup",
            "proficiencylevel",
            "skill",
            "theme",
            "topic",
        )
    ] + [
        migrations.AlterField(
            model_name="skill",
            name="topic",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="skills",
                to="referentiel.topic",
                verbose_name="sujet",
            ),
        ),
    ]
