"""REST of jobs."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from jobs import selectors, services
from jobs.models import Job, JobEvent
from jobs.rest import (
    ErrorSerializer,
    ETagMixin,
    KeysetPagination,
    StrictSerializer,
    page_of,
    page_parameters,
    read_body,
    read_query,
)

MAX_SEQ = 2**31 - 1


class ProgressSerializer(serializers.Serializer[Any]):
    """Steps done and to do; a total of 0 means that it is not known."""

    done = serializers.IntegerField()
    total = serializers.IntegerField()


class JobSerializer(serializers.Serializer[Any]):
    """A job, as the socket sends it too."""

    id = serializers.UUIDField()
    kind = serializers.CharField()
    state = serializers.ChoiceField(Job.State.choices)
    progress = ProgressSerializer()
    message = serializers.CharField(allow_blank=True)
    device = serializers.CharField(allow_blank=True)
    result = serializers.DictField(allow_null=True)
    error = ErrorSerializer(allow_null=True)
    params = serializers.DictField()
    attempt = serializers.IntegerField()
    cancel_requested = serializers.BooleanField()
    created_at = serializers.DateTimeField()
    started_at = serializers.DateTimeField(allow_null=True)
    finished_at = serializers.DateTimeField(allow_null=True)


class NothingSerializer(StrictSerializer):
    """A body without fields."""


class JobList(ETagMixin, APIView):
    """All jobs, newest first."""

    class Query(StrictSerializer):
        state = serializers.ChoiceField(Job.State.choices, required=False)
        kind = serializers.CharField(required=False, max_length=64)

    @extend_schema(parameters=[Query, *page_parameters], responses=page_of(JobSerializer))
    def get(self, request: Request) -> Response:
        """A page of jobs."""
        query = read_query(self.Query, request)
        pages = KeysetPagination()
        rows = pages.paginate_queryset(selectors.jobs(**query), request)
        return pages.get_paginated_response([selectors.job_body(job) for job in rows])


class JobDetail(ETagMixin, APIView):
    """One job."""

    @extend_schema(responses=JobSerializer)
    def get(self, request: Request, job_id: UUID) -> Response:
        """The job as it is now."""
        read_query(NothingSerializer, request)
        return Response(selectors.job_body(selectors.job_by_id(job_id)))


class JobEvents(APIView):
    """The story of a job."""

    class Query(StrictSerializer):
        after = serializers.IntegerField(required=False, min_value=0, max_value=MAX_SEQ, default=0)

    class Output(serializers.Serializer[Any]):
        class Event(serializers.Serializer[Any]):
            seq = serializers.IntegerField()
            type = serializers.ChoiceField(JobEvent.Type.choices)
            payload = serializers.DictField()
            created_at = serializers.DateTimeField()

        results = Event(many=True)
        last_seq = serializers.IntegerField(help_text="The newest event of the job; more wait when it is above yours.")

    @extend_schema(parameters=[Query], responses=Output)
    def get(self, request: Request, job_id: UUID) -> Response:
        """The next 500 events after a sequence number."""
        after = read_query(self.Query, request)["after"]
        job = selectors.job_by_id(job_id)
        events = selectors.events_after(job_id=job_id, seq=after)
        return Response(self.Output({"results": events, "last_seq": job.last_seq}).data)


class JobCancel(APIView):
    """Stop a job."""

    @extend_schema(request=NothingSerializer, responses=JobSerializer)
    def post(self, request: Request, job_id: UUID) -> Response:
        """Stops it at once when it waits, at its next step when it runs."""
        read_body(NothingSerializer, request)
        return Response(selectors.job_body(services.cancel(job=selectors.job_by_id(job_id))))


class JobRetry(APIView):
    """Try a job again."""

    @extend_schema(request=NothingSerializer, responses={202: JobSerializer})
    def post(self, request: Request, job_id: UUID) -> Response:
        """Queues a failed or cancelled job again; it goes on where it stopped."""
        read_body(NothingSerializer, request)
        return Response(selectors.job_body(services.retry(job=selectors.job_by_id(job_id))), status=202)
