"""Addresses of the referential's pages in the admin, under ``/admin/referentiel/``."""

from django.urls import path

from .adminviews import alignments, contexts, grid, imports, pages, skills

app_name = "referential"
urlpatterns = [
    path("", pages.index, name="index"),
    path("importer/", imports.upload, name="import"),
    path("importer/<int:pk>/", imports.preview, name="import_preview"),
    path("importer/<int:pk>/ecrire/", imports.carry_out, name="import_carry_out"),
    path("importer/<int:pk>/abandonner/", imports.cancel, name="import_cancel"),
    path("<int:pk>/", pages.tree, name="tree"),
    path("<int:pk>/echelle/", pages.scale, name="scale"),
    path("<int:pk>/etat/<str:to>/", pages.status, name="status"),
    path("<int:pk>/exporter/<str:name>/", imports.export, name="export"),
    path("competences/<int:pk>/", grid.grid, name="grid"),
    path("acquis/<int:pk>/", skills.skill, name="skill"),
    path("acquis/<int:pk>/etape/<str:change>/", skills.step, name="step"),
    path("acquis/<int:pk>/copier/", skills.copy, name="copy"),
    path("acquis/<int:pk>/deplacer/", skills.move, name="move"),
    path("alignements/", alignments.index, name="alignments"),
    path("alignements/<int:source>/<int:target>/", alignments.matrix, name="matrix"),
    path("contextes/", contexts.contexts, name="contexts"),
    path("contextes/<int:pk>/fusionner/", contexts.merge, name="merge"),
]
