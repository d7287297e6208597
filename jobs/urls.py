"""Addresses of jobs, under /api/."""

from django.urls import path

from jobs import apis

urlpatterns = [
    path("jobs/", apis.JobList.as_view()),
    path("jobs/<uuid:job_id>/", apis.JobDetail.as_view()),
    path("jobs/<uuid:job_id>/events/", apis.JobEvents.as_view()),
    path("jobs/<uuid:job_id>/cancel/", apis.JobCancel.as_view()),
    path("jobs/<uuid:job_id>/retry/", apis.JobRetry.as_view()),
]
