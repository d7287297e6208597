"""What the composition root stores for itself: texts handed in for an import, until their job is done."""

import uuid

from django.db import models


class ImportText(models.Model):
    """A pasted BibTeX, RIS or report text. It stays out of the job's row, which is read at every step."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    text = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self) -> str:
        return f"{len(self.text)} characters"
