"""Every write to the compute room; keyword arguments only, all idempotent."""

from compute.services.demand import CountRow, Stored, counts_store, notes_store
from compute.services.duplicates import near_duplicates_find
from compute.services.model import (
    extract_model_many,
    extraction_ask,
    extraction_store,
    model_readings,
)
from compute.services.runs import run_ask, run_delete, run_link, run_store
from compute.services.terms import extract_classic, extract_classic_many

__all__ = [
    "CountRow",
    "Stored",
    "counts_store",
    "extract_classic",
    "extract_classic_many",
    "extract_model_many",
    "extraction_ask",
    "extraction_store",
    "model_readings",
    "near_duplicates_find",
    "notes_store",
    "run_ask",
    "run_delete",
    "run_link",
    "run_store",
]
