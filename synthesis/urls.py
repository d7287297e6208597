"""Addresses of trees and syntheses, under /api/."""

from django.urls import path, register_converter

from papers import converters  # noqa: F401  (registers `key`)
from synthesis.apis import breedings, concepts, edits, rewriting, syntheses, trees


class TreeIdConverter:
    """The 16 hex digits of a tree's id."""

    regex = "[0-9a-f]{16}"

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


class ConceptIdConverter(TreeIdConverter):
    """`concept:<slug>~<n>`."""

    regex = r"concept:[a-z0-9-]{1,60}~[0-9]{1,9}"


register_converter(TreeIdConverter, "tree")
register_converter(ConceptIdConverter, "concept")

urlpatterns = [
    path("papers/<key:key>/tree/", trees.PaperTree.as_view(), name="paper-tree"),
    path("trees/", trees.TreeList.as_view(), name="tree-list"),
    path("trees/<tree:tree_id>/", trees.TreeDetail.as_view(), name="tree-detail"),
    path("trees/<tree:tree_id>/lineage/", breedings.TreeLineage.as_view(), name="tree-lineage"),
    path("breedings/", breedings.BreedingList.as_view(), name="breeding-list"),
    path("breedings/<uuid:breeding_id>/", breedings.BreedingDetail.as_view(), name="breeding-detail"),
    path("breedings/<uuid:breeding_id>/recipe/", breedings.BreedingRecipe.as_view(), name="breeding-recipe"),
    path("breedings/<uuid:breeding_id>/select/", breedings.BreedingSelect.as_view(), name="breeding-select"),
    path("concepts/", concepts.ConceptList.as_view(), name="concept-list"),
    path("concepts/<concept:concept_id>/", concepts.ConceptDetail.as_view(), name="concept-detail"),
    path("concepts/<concept:concept_id>/split/", concepts.ConceptSplit.as_view(), name="concept-split"),
    path("concepts/<concept:concept_id>/merge/", concepts.ConceptMerge.as_view(), name="concept-merge"),
    path("concepts/<concept:concept_id>/undo/", concepts.ConceptUndo.as_view(), name="concept-undo"),
    path("syntheses/", syntheses.SynthesisList.as_view(), name="synthesis-list"),
    path("syntheses/<uuid:synthesis_id>/", syntheses.SynthesisDetail.as_view(), name="synthesis-detail"),
    path("syntheses/<uuid:synthesis_id>/export/", syntheses.SynthesisExport.as_view(), name="synthesis-export"),
    path("syntheses/<uuid:synthesis_id>/edits/", edits.SynthesisEdits.as_view(), name="synthesis-edits"),
    path("syntheses/<uuid:synthesis_id>/edits/preview/", edits.EditsPreview.as_view(), name="synthesis-edits-preview"),
    path("syntheses/<uuid:synthesis_id>/compare/", edits.VersionCompare.as_view(), name="synthesis-compare"),
    path("syntheses/<uuid:synthesis_id>/rewrite/", rewriting.SynthesisRewrite.as_view(), name="synthesis-rewrite"),
    path("syntheses/<uuid:synthesis_id>/restore/", edits.VersionRestore.as_view(), name="synthesis-restore"),
]
