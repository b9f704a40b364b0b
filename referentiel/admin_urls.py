"""Addresses of the referential's pages in the admin, under ``/admin/referentiel/``."""

from django.urls import path, register_converter

from .adminviews import alignments, contexts, grid, imports, pages, skills
from .numbers import KeyConverter

register_converter(KeyConverter, "key")

app_name = "referential"
urlpatterns = [
    path("", pages.index, name="index"),
    path("importer/", imports.upload, name="import"),
    path("importer/<key:pk>/", imports.preview, name="import_preview"),
    path("importer/<key:pk>/ecrire/", imports.carry_out, name="import_carry_out"),
    path("importer/<key:pk>/abandonner/", imports.cancel, name="import_cancel"),
    path("<key:pk>/", pages.tree, name="tree"),
    path("<key:pk>/echelle/", pages.scale, name="scale"),
    path("<key:pk>/etat/<str:to>/", pages.status, name="status"),
    path("<key:pk>/exporter/<str:name>/", imports.export, name="export"),
    path("competences/<key:pk>/", grid.grid, name="grid"),
    path("acquis/<key:pk>/", skills.skill, name="skill"),
    path("acquis/<key:pk>/etape/<str:change>/", skills.step, name="step"),
    path("acquis/<key:pk>/copier/", skills.copy, name="copy"),
    path("acquis/<key:pk>/deplacer/", skills.move, name="move"),
    path("alignements/", alignments.index, name="alignments"),
    path("alignements/<key:source>/<key:target>/", alignments.matrix, name="matrix"),
    path("contextes/", contexts.contexts, name="contexts"),
    path("contextes/<key:pk>/fusionner/", contexts.merge, name="merge"),
]
