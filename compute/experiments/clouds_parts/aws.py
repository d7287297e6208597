"""AWS: S3 and SQS through boto3."""

from __future__ import annotations

from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from compute.experiments.clouds_parts.interface import Message, NotThere, Stored

LOCAL_REGION = "us-east-1"


def local_session() -> boto3.Session:
    """A session with made-up credentials, so that real ones never reach a local server."""
    return boto3.Session(aws_access_key_id="local", aws_secret_access_key="local", region_name=LOCAL_REGION)  # noqa: S106


class Aws:
    """S3 and SQS of a session; `endpoint` is a local server, None for AWS or what its configuration names."""

    def __init__(self, session: boto3.Session, endpoint: str | None = None) -> None:
        config = Config(
            signature_version="s3v4",
            s3={"addressing_style": "path" if endpoint else "auto"},
            retries={"max_attempts": 2},
            connect_timeout=10,
            read_timeout=30,
        )
        self._s3: Any = session.client("s3", endpoint_url=endpoint, config=config)
        self._sqs: Any = session.client("sqs", endpoint_url=endpoint)
        self._addresses: dict[str, str] = {}

    def create_bucket(self, bucket: str) -> None:
        region = self._s3.meta.region_name
        # S3 refuses to hear the name of its first region.
        place = {} if region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": region}}
        self._s3.create_bucket(Bucket=bucket, **place)

    def upload(self, bucket: str, name: str, data: bytes) -> None:
        self._s3.put_object(Bucket=bucket, Key=name, Body=data)

    def objects(self, bucket: str, prefix: str) -> list[Stored]:
        pages = self._s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix)
        return [Stored(one["Key"], one["Size"]) for page in pages for one in page.get("Contents", [])]

    def read(self, bucket: str, name: str) -> bytes:
        try:
            return bytes(self._s3.get_object(Bucket=bucket, Key=name)["Body"].read())
        except ClientError as error:
            if error.response["Error"]["Code"] in ("NoSuchKey", "404"):
                raise NotThere(name) from error
            raise

    def delete(self, bucket: str, name: str) -> None:
        self._s3.delete_object(Bucket=bucket, Key=name)

    def signed_url(self, bucket: str, name: str, seconds: int) -> str:
        named = {"Bucket": bucket, "Key": name}
        return str(self._s3.generate_presigned_url("get_object", Params=named, ExpiresIn=seconds))

    def plain_url(self, bucket: str, name: str) -> str:
        return self.signed_url(bucket, name, 60).partition("?")[0]

    def drop_bucket(self, bucket: str) -> None:
        for one in self.objects(bucket, ""):
            self.delete(bucket, one.name)
        self._s3.delete_bucket(Bucket=bucket)

    def create_queue(self, queue: str) -> None:
        self._addresses[queue] = self._sqs.create_queue(QueueName=queue)["QueueUrl"]

    def send(self, queue: str, text: str) -> None:
        self._sqs.send_message(QueueUrl=self._addresses[queue], MessageBody=text)

    def receive(self, queue: str) -> list[Message]:
        answer = self._sqs.receive_message(
            QueueUrl=self._addresses[queue], MaxNumberOfMessages=10, VisibilityTimeout=30, WaitTimeSeconds=1
        )
        return [Message(one["Body"], one["ReceiptHandle"]) for one in answer.get("Messages", [])]

    def acknowledge(self, queue: str, message: Message) -> None:
        self._sqs.delete_message(QueueUrl=self._addresses[queue], ReceiptHandle=message.receipt)

    def drop_queue(self, queue: str) -> None:
        self._sqs.delete_queue(QueueUrl=self._addresses.pop(queue))

    def close(self) -> None:
        self._s3.close()
        self._sqs.close()
