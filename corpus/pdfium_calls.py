"""Functions of PDFium without the conversions that its Python binding makes for every call: a page has thousands."""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as pdfium


def bound(name: str, *arguments: Any, result: Any = ctypes.c_size_t) -> Any:
    """A function by its name, with plain numbers for its pointers.

    Of a `result` that PDFium gives in four bytes, as c_size_t, the upper four say nothing.
    """
    address = ctypes.cast(getattr(pdfium, name), ctypes.c_void_p).value
    return ctypes.CFUNCTYPE(result, *arguments)(address or 0)
