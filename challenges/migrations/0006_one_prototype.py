from django.db import migrations, models


class Migration(migrations.Migration):
    # Apart from the change of rows: PostgreSQL makes no index while their triggers wait.

    dependencies = [("challenges", "0005_lifecycle"), ("content", "0003_review")]

    operations = [
        migrations.AddConstraint(
            model_name="challenge",
            constraint=models.UniqueConstraint(
                condition=models.Q(("prototype__isnull", True), ("status", "validated")),
                fields=("skill",),
                name="one_validated_prototype_per_skill",
            ),
        ),
    ]
