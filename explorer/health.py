"""Is the process up, do its engines answer, and what is this house made of."""

from __future__ import annotations

import dataclasses
from typing import Any

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from compute.selectors import device_told
from explorer.auth_apis import AccountSerializer, account
from explorer.engines.status import engine_status, graph_told
from synthesis.rewriting.client import configured


def alive(_request: HttpRequest) -> JsonResponse:
    """`/healthz`: the process answers."""
    return JsonResponse({"status": "ok"})


def ready(_request: HttpRequest) -> JsonResponse:
    """`/readyz`: 200 when every engine answers, else 503; always with the state of each and of the graph."""
    found = engine_status()
    is_ready = all(engine.ok for engine in found.values())
    engines = {name: dataclasses.asdict(engine) for name, engine in found.items()}
    told = graph_told()
    # Open to everybody: how far behind the graph is, but not how much there is.
    graph = {name: told[name] for name in ("building", "waiting")} if told else None
    body = {"ready": is_ready, "engines": engines, "graph": graph}
    return JsonResponse(body, status=200 if is_ready else 503)


class System(APIView):
    """What this house is made of."""

    class Output(serializers.Serializer[Any]):
        class Engines(serializers.Serializer[Any]):
            class Engine(serializers.Serializer[Any]):
                ok = serializers.BooleanField()
                version = serializers.CharField(allow_blank=True)
                address = serializers.CharField()
                embedded = serializers.BooleanField()
                message = serializers.CharField(allow_blank=True)

            postgresql = Engine()
            valkey = Engine()
            graph = Engine()

        version = serializers.CharField()
        engines = Engines()
        device = serializers.CharField(help_text="The DEVICE setting.")
        device_used = serializers.CharField(
            allow_blank=True, help_text="What a worker last computed on; empty until one has."
        )
        encoder = serializers.CharField()
        rewriting = serializers.BooleanField(
            help_text="Whether a language model is set up that may rewrite a synopsis."
        )
        auth = AccountSerializer()

    @extend_schema(responses=Output)
    def get(self, request: Request) -> Response:
        """Version, engines in use, compute device, encoder, and who is asking."""
        engines = engine_status()
        return Response(
            {
                "version": settings.SPECTACULAR_SETTINGS["VERSION"],
                "engines": {name: dataclasses.asdict(engine) for name, engine in engines.items()},
                "device": settings.DEVICE,
                "device_used": device_told() if engines["postgresql"].ok else "",
                "encoder": settings.ENCODER,
                "rewriting": configured() is not None,
                "auth": account(request.user),
            }
        )
