"""Azure: Blob Storage and Queue Storage through azure-storage-blob and azure-storage-queue."""

from __future__ import annotations

import datetime

from azure.core.exceptions import ResourceNotFoundError
from azure.storage.blob import BlobSasPermissions, BlobServiceClient, generate_blob_sas
from azure.storage.queue import QueueServiceClient

from compute.experiments.clouds_parts.interface import Message, NotThere, Stored

# The account that every Azurite has; its key is published, no secret:
# https://learn.microsoft.com/azure/storage/common/storage-connect-azurite
LOCAL_ACCOUNT = "devstoreaccount1"
LOCAL_KEY = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="


def local_connection(blob_url: str, queue_url: str) -> str:
    """The connection string of an Azurite on these addresses."""
    return (
        f"DefaultEndpointsProtocol=http;AccountName={LOCAL_ACCOUNT};AccountKey={LOCAL_KEY};"
        f"BlobEndpoint={blob_url}/{LOCAL_ACCOUNT};QueueEndpoint={queue_url}/{LOCAL_ACCOUNT};"
    )


class Azure:
    """A storage account. Addresses are signed with its key, or where there is none with a key made for this caller."""

    def __init__(self, blobs: BlobServiceClient, queues: QueueServiceClient) -> None:
        self._blobs, self._queues = blobs, queues

    @classmethod
    def connected(cls, connection: str) -> Azure:
        """The account that a connection string names."""
        return cls(
            BlobServiceClient.from_connection_string(connection), QueueServiceClient.from_connection_string(connection)
        )

    @classmethod
    def signed_in(cls, account: str) -> Azure:
        """The account of that name for whoever azure-identity finds: environment, managed identity, `az login`."""
        from azure.identity import DefaultAzureCredential

        me = DefaultAzureCredential()
        return cls(
            BlobServiceClient(f"https://{account}.blob.core.windows.net", credential=me),
            QueueServiceClient(f"https://{account}.queue.core.windows.net", credential=me),
        )

    def create_bucket(self, bucket: str) -> None:
        self._blobs.create_container(bucket)

    def upload(self, bucket: str, name: str, data: bytes) -> None:
        self._blobs.get_blob_client(bucket, name).upload_blob(data, overwrite=True)

    def objects(self, bucket: str, prefix: str) -> list[Stored]:
        found = self._blobs.get_container_client(bucket).list_blobs(name_starts_with=prefix)
        return [Stored(one.name, one.size) for one in found]

    def read(self, bucket: str, name: str) -> bytes:
        try:
            return bytes(self._blobs.get_blob_client(bucket, name).download_blob().readall())
        except ResourceNotFoundError as error:
            raise NotThere(name) from error

    def delete(self, bucket: str, name: str) -> None:
        self._blobs.get_blob_client(bucket, name).delete_blob()

    def signed_url(self, bucket: str, name: str, seconds: int) -> str:
        now = datetime.datetime.now(datetime.UTC)
        until = now + datetime.timedelta(seconds=seconds)
        key = getattr(self._blobs.credential, "account_key", None)
        signature = generate_blob_sas(
            account_name=self._blobs.account_name,
            container_name=bucket,
            blob_name=name,
            account_key=key,
            user_delegation_key=None if key else self._blobs.get_user_delegation_key(now, until),
            permission=BlobSasPermissions(read=True),
            expiry=until,
        )
        return f"{self.plain_url(bucket, name)}?{signature}"

    def plain_url(self, bucket: str, name: str) -> str:
        return str(self._blobs.get_blob_client(bucket, name).url)

    def drop_bucket(self, bucket: str) -> None:
        self._blobs.delete_container(bucket)

    def create_queue(self, queue: str) -> None:
        self._queues.create_queue(queue)

    def send(self, queue: str, text: str) -> None:
        self._queues.get_queue_client(queue).send_message(text)

    def receive(self, queue: str) -> list[Message]:
        page = self._queues.get_queue_client(queue).receive_messages(max_messages=10, visibility_timeout=30)
        return [Message(one.content, one) for one in page]

    def acknowledge(self, queue: str, message: Message) -> None:
        self._queues.get_queue_client(queue).delete_message(message.receipt)

    def drop_queue(self, queue: str) -> None:
        self._queues.delete_queue(queue)

    def close(self) -> None:
        self._blobs.close()
        self._queues.close()
