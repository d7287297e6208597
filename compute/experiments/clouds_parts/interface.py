"""What the experiment asks of a cloud: one interface that the back ends of Azure, AWS and Google Cloud fill."""

from __future__ import annotations

import dataclasses
from typing import Any, Protocol


class NotThere(Exception):
    """No object of that name."""


@dataclasses.dataclass(frozen=True)
class Stored:
    """An object in a bucket; `size` in bytes."""

    name: str
    size: int


@dataclasses.dataclass(frozen=True)
class Message:
    """A received message; `receipt` is what `acknowledge` wants back."""

    text: str
    receipt: Any


class Cloud(Protocol):
    """Objects in buckets and messages in queues. Names are in small letters, digits and hyphens."""

    def create_bucket(self, bucket: str) -> None:
        """Makes a private bucket (Azure says container)."""

    def upload(self, bucket: str, name: str, data: bytes) -> None:
        """Stores an object, in place of one of the same name."""

    def objects(self, bucket: str, prefix: str) -> list[Stored]:
        """The objects whose names begin with `prefix`, by name."""

    def read(self, bucket: str, name: str) -> bytes:
        """The bytes of an object. Raises `NotThere`."""

    def delete(self, bucket: str, name: str) -> None:
        """Removes an object."""

    def signed_url(self, bucket: str, name: str, seconds: int) -> str:
        """An address by which anybody may read the object for so long."""

    def plain_url(self, bucket: str, name: str) -> str:
        """The object's address without a signature."""

    def drop_bucket(self, bucket: str) -> None:
        """Removes a bucket and what is left in it."""

    def create_queue(self, queue: str) -> None:
        """Makes a queue."""

    def send(self, queue: str, text: str) -> None:
        """Puts a message into a queue."""

    def receive(self, queue: str) -> list[Message]:
        """Some of the waiting messages, ten at most; they stay hidden from others for half a minute or more."""

    def acknowledge(self, queue: str, message: Message) -> None:
        """Removes a received message for good."""

    def drop_queue(self, queue: str) -> None:
        """Removes a queue."""

    def close(self) -> None:
        """Lets go of connections."""
