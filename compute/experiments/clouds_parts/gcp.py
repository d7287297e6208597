"""Google Cloud: Cloud Storage and Pub/Sub through google-cloud-storage and google-cloud-pubsub."""

from __future__ import annotations

import datetime
from typing import Any

from google.api_core.exceptions import DeadlineExceeded, NotFound
from google.auth.credentials import AnonymousCredentials
from google.cloud import storage
from google.oauth2 import service_account
from google.pubsub_v1 import PublisherClient, SubscriberClient
from google.pubsub_v1.services.publisher.transports import PublisherRestTransport
from google.pubsub_v1.services.subscriber.transports import SubscriberRestTransport

from compute.experiments.clouds_parts.interface import Message, NotThere, Stored

LOCAL_PROJECT = "arboretum-local"


def local_signer() -> Any:
    """Credentials of a service account that exists nowhere, with a key made on the spot: they sign addresses."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return service_account.Credentials.from_service_account_info(
        {
            "client_email": f"local@{LOCAL_PROJECT}.iam.gserviceaccount.com",
            "private_key": key.decode(),
            "token_uri": "http://127.0.0.1/",
        }
    )


class Gcp:
    """Cloud Storage and Pub/Sub of a project; `signer` are credentials that can sign addresses."""

    def __init__(
        self,
        objects: storage.Client,
        publisher: PublisherClient,
        subscriber: SubscriberClient,
        signer: Any,
        endpoint: str | None = None,
    ) -> None:
        self._storage, self._publisher, self._subscriber = objects, publisher, subscriber
        self._signer, self._endpoint = signer, endpoint
        self._project = objects.project

    @classmethod
    def local(cls, storage_url: str, pubsub_url: str) -> Gcp:
        """A client of local servers; no credentials leave this machine."""
        nobody = AnonymousCredentials()
        host = pubsub_url.removeprefix("http://")
        given: dict[str, Any] = {"host": host, "url_scheme": "http", "credentials": nobody}
        return cls(
            storage.Client(LOCAL_PROJECT, credentials=nobody, client_options={"api_endpoint": storage_url}),
            PublisherClient(transport=PublisherRestTransport(**given)),
            SubscriberClient(transport=SubscriberRestTransport(**given)),
            local_signer(),
            storage_url,
        )

    @classmethod
    def real(cls, credentials: Any, project: str) -> Gcp:
        """A client of a real project."""
        return cls(
            storage.Client(project, credentials=credentials),
            PublisherClient(credentials=credentials),
            SubscriberClient(credentials=credentials),
            credentials,
        )

    def create_bucket(self, bucket: str) -> None:
        self._storage.create_bucket(bucket)

    def upload(self, bucket: str, name: str, data: bytes) -> None:
        self._storage.bucket(bucket).blob(name).upload_from_string(data, "application/octet-stream")

    def objects(self, bucket: str, prefix: str) -> list[Stored]:
        return [Stored(one.name, one.size) for one in self._storage.list_blobs(bucket, prefix=prefix)]

    def read(self, bucket: str, name: str) -> bytes:
        try:
            return bytes(self._storage.bucket(bucket).blob(name).download_as_bytes())
        except NotFound as error:
            raise NotThere(name) from error

    def delete(self, bucket: str, name: str) -> None:
        self._storage.bucket(bucket).blob(name).delete()

    def signed_url(self, bucket: str, name: str, seconds: int) -> str:
        return str(
            self._storage.bucket(bucket)
            .blob(name)
            .generate_signed_url(
                version="v4",
                expiration=datetime.timedelta(seconds=seconds),
                credentials=self._signer,
                api_access_endpoint=self._endpoint or "https://storage.googleapis.com",
            )
        )

    def plain_url(self, bucket: str, name: str) -> str:
        return self.signed_url(bucket, name, 60).partition("?")[0]

    def drop_bucket(self, bucket: str) -> None:
        self._storage.bucket(bucket).delete(force=True)

    def _topic(self, queue: str) -> str:
        return f"projects/{self._project}/topics/{queue}"

    def _subscription(self, queue: str) -> str:
        return f"projects/{self._project}/subscriptions/{queue}"

    def create_queue(self, queue: str) -> None:
        self._publisher.create_topic(name=self._topic(queue))
        self._subscriber.create_subscription(
            request={"name": self._subscription(queue), "topic": self._topic(queue), "ack_deadline_seconds": 30}
        )

    def send(self, queue: str, text: str) -> None:
        self._publisher.publish(topic=self._topic(queue), messages=[{"data": text.encode()}])

    def receive(self, queue: str) -> list[Message]:
        try:
            answer = self._subscriber.pull(subscription=self._subscription(queue), max_messages=10, timeout=5)
        except DeadlineExceeded:
            return []
        return [Message(one.message.data.decode(), one.ack_id) for one in answer.received_messages]

    def acknowledge(self, queue: str, message: Message) -> None:
        self._subscriber.acknowledge(subscription=self._subscription(queue), ack_ids=[message.receipt])

    def drop_queue(self, queue: str) -> None:
        self._subscriber.delete_subscription(subscription=self._subscription(queue))
        self._publisher.delete_topic(topic=self._topic(queue))

    def close(self) -> None:
        self._storage.close()
        self._publisher.transport.close()
        self._subscriber.transport.close()
