"""Addresses of topics and demand, under /api/."""

from django.urls import path

from graph.demand import apis

urlpatterns = [
    path("topics/", apis.TopicList.as_view(), name="topic-list"),
    path("topics/<int:number>/", apis.TopicDetail.as_view(), name="topic-detail"),
    path("topics/<int:number>/papers/", apis.TopicPapers.as_view(), name="topic-papers"),
    path("demand/", apis.Demand.as_view(), name="demand"),
]
