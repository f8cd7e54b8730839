"""Exports read back by other libraries, and a line to make them of."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import openpyxl
from pyarrow import parquet

from corpus.gather import Line, Who
from corpus.hits import Due, Hit

HIT = Hit(
    "commitment", "a" * 32, "nota", "nota.pdf", "beslisnota", "Brief", "2024-03-01", "BZK", 2, "Ik stuur u een brief.",
    ((0, 2),), Due("voor de zomer", None, "2024-07-04"), "c1", "open", "t1", 7,
)  # fmt: skip
LINE = Line(HIT, Who("minister van BZK", "Tweede Kamer"))


def of_csv(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def of_xlsx(content: bytes) -> list[dict[str, Any]]:
    head, *rows = openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def of_jsonl(content: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in content.decode().split("\n") if line]


def of_parquet(content: bytes) -> list[dict[str, Any]]:
    return parquet.read_table(io.BytesIO(content)).to_pylist()
