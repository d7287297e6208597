"""The ASGI application: HTTP by Django, `/ws/` by Channels. It must start without torch."""

import os
import warnings

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "explorer.settings")
http = get_asgi_application()

from channels.routing import ProtocolTypeRouter  # noqa: E402  (these need Django to be set up first)

from explorer.auth_checks import refuse_strangers  # noqa: E402
from explorer.limits import BodyLimit  # noqa: E402
from explorer.sockets import socket_application  # noqa: E402

# WhiteNoise opens files synchronously; Django then reads a file as a whole, which is fine for the pages' own.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")

# A web server runs no system checks of its own, and this one must not be forgotten.
refuse_strangers()

application = ProtocolTypeRouter({"http": BodyLimit(http), "websocket": socket_application})
