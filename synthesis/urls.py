"""Addresses of trees and syntheses, under /api/."""

from django.urls import path, register_converter

from papers import converters  # noqa: F401  (registers `key`)
from synthesis.apis import breedings, syntheses, trees


class TreeIdConverter:
    """The 16 hex digits of a tree's id."""

    regex = "[0-9a-f]{16}"

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


register_converter(TreeIdConverter, "tree")

urlpatterns = [
    path("papers/<key:key>/tree/", trees.PaperTree.as_view(), name="paper-tree"),
    path("trees/", trees.TreeList.as_view(), name="tree-list"),
    path("trees/<tree:tree_id>/", trees.TreeDetail.as_view(), name="tree-detail"),
    path("trees/<tree:tree_id>/lineage/", breedings.TreeLineage.as_view(), name="tree-lineage"),
    path("breedings/", breedings.BreedingList.as_view(), name="breeding-list"),
    path("breedings/<uuid:breeding_id>/", breedings.BreedingDetail.as_view(), name="breeding-detail"),
    path("breedings/<uuid:breeding_id>/select/", breedings.BreedingSelect.as_view(), name="breeding-select"),
    path("syntheses/", syntheses.SynthesisList.as_view(), name="synthesis-list"),
    path("syntheses/<uuid:synthesis_id>/", syntheses.SynthesisDetail.as_view(), name="synthesis-detail"),
]
