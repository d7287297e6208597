"""A client of the REST, and arXiv's stand-in where the house looks for arXiv."""

import pytest
from django.core.cache import cache
from rest_framework.test import APIClient

from tests.support.arxiv_standin import StandIn


@pytest.fixture
def api():
    return APIClient(SERVER_NAME="localhost")


@pytest.fixture
def standin(settings):
    cache.clear()
    with StandIn() as server:
        settings.ARXIV_API_URL = server.url
        settings.ARXIV_INTERVAL = 0.0
        yield server
