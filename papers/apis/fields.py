"""Fields and small serializers that several endpoints take as input."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from jobs.rest import StrictSerializer

MAX_ID = 2**63 - 1
DAY = r"^\d{4}(-\d{2}(-\d{2})?)?$"


@extend_schema_field({"type": "string", "pattern": DAY, "example": "2019-05-31"})
class DayField(serializers.Field[dt.date, str, str, Any]):
    """A day, or a month or year for the first day of it; the last day with `end`."""

    default_error_messages = {"invalid": "Give a date such as 2019-05-31, 2019-05 or 2019."}

    def __init__(self, *, end: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.end = end

    def to_internal_value(self, data: str) -> dt.date:
        """The day; raises `ValidationError`."""
        found = isinstance(data, str) and re.fullmatch(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", data)
        if not found:
            self.fail("invalid")
        year = int(found[1])
        month = int(found[2] or (12 if self.end else 1))
        if not 1 <= year <= 9998 or not 1 <= month <= 12:
            self.fail("invalid")
        last = calendar.monthrange(year, month)[1]
        day = int(found[3] or (last if self.end else 1))
        if not 1 <= day <= last:
            self.fail("invalid")
        return dt.date(year, month, day)

    def to_representation(self, value: dt.date) -> str:
        """The day in ISO form."""
        return value.isoformat()


class DaysSerializer(StrictSerializer):
    """Input with a span of days, `from` and `to`, both included; `from` is a word of Python, hence the detour."""

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """The declared fields and the two days."""
        first = DayField(required=False, help_text="Published on or after this day, month or year.")
        last = DayField(required=False, end=True, help_text="Published on or before this day, month or year.")
        return {**super().get_fields(), "from": first, "to": last}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Refuses a span that ends before it begins."""
        if "from" in attrs and "to" in attrs and attrs["from"] > attrs["to"]:
            raise serializers.ValidationError({"to": ["The last day lies before the first."]})
        return attrs


class NothingSerializer(StrictSerializer):
    """Neither fields nor parameters."""
