"""Addresses of the CASE 1.1 service, as its REST binding has them: no slash at the end."""

from django.urls import path

from . import case_views

app_name = "case"
urlpatterns = [
    path("CFDocuments", case_views.documents, name="documents"),
    path("CFDocuments/<str:identifier>", case_views.document, name="document"),
    path("CFPackages/<str:identifier>", case_views.package, name="package"),
    path("CFItems/<str:identifier>", case_views.item, name="item"),
    path("CFAssociations/<str:identifier>", case_views.association, name="association"),
    path(
        "CFItemAssociations/<str:identifier>",
        case_views.item_associations,
        name="item-associations",
    ),
    path("CFRubrics/<str:identifier>", case_views.rubric, name="rubric"),
    *(
        path(f"{kind}/<str:identifier>", case_views.definitions, {"kind": kind})
        for kind in ("CFItemTypes", "CFConcepts", "CFSubjects")
    ),
    *(
        path(f"{kind}/<str:identifier>", case_views.definition, {"kind": kind})
        for kind in ("CFLicenses", "CFAssociationGroupings")
    ),
    path("<path:path>", case_views.nothing),
]
