"""Addresses of the papers room, under `/api/`."""

from django.urls import path

from papers import converters  # noqa: F401  (registers `key`)
from papers.apis.arxiv import ArxivSearch
from papers.apis.collections import CollectionDetail, CollectionExport, CollectionList, CollectionPapers
from papers.apis.papers import PaperDetail, PaperExport, PaperList, PaperRelated, PaperSimilar
from papers.apis.saved_searches import (
    SavedSearchDetail,
    SavedSearchHits,
    SavedSearchList,
    SavedSearchRun,
    SavedSearchSeen,
)
from papers.apis.tags import TagList

urlpatterns = [
    path("arxiv/", ArxivSearch.as_view(), name="arxiv-search"),
    path("papers/", PaperList.as_view(), name="paper-list"),
    path("papers/<key:key>/", PaperDetail.as_view(), name="paper-detail"),
    path("papers/<key:key>/related/", PaperRelated.as_view(), name="paper-related"),
    path("papers/<key:key>/similar/", PaperSimilar.as_view(), name="paper-similar"),
    path("papers/<key:key>/export/", PaperExport.as_view(), name="paper-export"),
    path("collections/", CollectionList.as_view(), name="collection-list"),
    path("collections/<int:collection_id>/", CollectionDetail.as_view(), name="collection-detail"),
    path("collections/<int:collection_id>/papers/", CollectionPapers.as_view(), name="collection-papers"),
    path("collections/<int:collection_id>/export/", CollectionExport.as_view(), name="collection-export"),
    path("tags/", TagList.as_view(), name="tag-list"),
    path("saved-searches/", SavedSearchList.as_view(), name="saved-search-list"),
    path("saved-searches/<int:search_id>/", SavedSearchDetail.as_view(), name="saved-search-detail"),
    path("saved-searches/<int:search_id>/run/", SavedSearchRun.as_view(), name="saved-search-run"),
    path("saved-searches/<int:search_id>/hits/", SavedSearchHits.as_view(), name="saved-search-hits"),
    path("saved-searches/<int:search_id>/seen/", SavedSearchSeen.as_view(), name="saved-search-seen"),
]
