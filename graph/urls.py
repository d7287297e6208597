"""Addresses of the graph, under /api/graph/."""

from django.urls import path, re_path

from graph import converters  # noqa: F401  (registers `node`)
from graph.apis import exports, nodes, parts, query, views
from papers import converters as papers_converters  # noqa: F401  (registers `key`)

urlpatterns = [
    path("nodes/", nodes.NodeList.as_view(), name="graph-nodes"),
    path("nodes/<node:node_id>/neighbours/", nodes.NodeNeighbours.as_view(), name="graph-neighbours"),
    path("nodes/<node:node_id>/", nodes.NodeDetail.as_view(), name="graph-node"),
    path("search/", nodes.NodeSearch.as_view(), name="graph-search"),
    path("paths/", parts.Paths.as_view(), name="graph-paths"),
    path("subgraph/", parts.SubgraphDetail.as_view(), name="graph-subgraph"),
    path("stats/", parts.Stats.as_view(), name="graph-stats"),
    path("related/<key:key>/", parts.Related.as_view(), name="graph-related"),
    path("timeline/", parts.Timeline.as_view(), name="graph-timeline"),
    path("export/", exports.Export.as_view(), name="graph-export"),
    path("query/", query.Query.as_view(), name="graph-query"),
    path("views/", views.ViewList.as_view(), name="graph-views"),
    re_path(r"^views/(?P<short>[a-z0-9]{1,20})/$", views.ViewDetail.as_view(), name="graph-view"),
]
