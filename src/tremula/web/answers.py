"""Reading what a request says and answering in JSON. Sizes, kinds and shapes are checked here, once."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from tremula.core.failure import Refusal

Shape = TypeVar("Shape")
SMALL = 64 * 1024
LARGEST = 2**53
"""Up to here every whole number has a float of its own."""


def json_answer(value: Any, status: int = 200) -> Response:
    """Any msgspec-encodable value, compact."""
    return Response(msgspec.json.encode(value), status_code=status, media_type="application/json")


async def read_body(request: Request, shape: type[Shape], most: int = SMALL, *, exact: bool = False) -> Shape:
    """The body, decoded strictly: 415 another type, 413 over `most` bytes, 400 no JSON, 422 another shape."""
    kind, _, _ = request.headers.get("content-type", "").partition(";")
    if kind.strip().lower() != "application/json":
        raise Refusal("content-type", "Send JSON, with Content-Type: application/json.")
    return decoded(await read_bytes(request, most), shape, exact)


async def read_bytes(request: Request, most: int) -> bytes:
    """Counts while reading: what a header claims about the length is only a first look."""
    claimed = request.headers.get("content-length", "")
    if claimed.isdigit() and int(claimed) > most:
        raise too_large(most)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise too_large(most)
    return bytes(body)


def too_large(most: int) -> Refusal:
    """The refusal of a body over `most` bytes."""
    return Refusal("too-large", f"This is more than {most // 1024} KB. Send it in smaller parts.")


def decoded(body: bytes, shape: type[Shape], exact: bool = False) -> Shape:
    """JSON in exactly this shape; a field that the shape does not know is refused.

    JSON has one kind of number, so 4.0 is read as 4 where an integer is wanted, unless it must be `exact`.
    """
    try:
        return msgspec.json.decode(body, type=shape)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        if not is_json(body):
            raise Refusal("bad-json", "This is not JSON that can be read.") from error
        if exact:
            raise Refusal("shape", f"{error}.") from error
        return again(body, shape)


def again(body: bytes, shape: type[Shape]) -> Shape:
    """Decoded with whole numbers as integers. Refusal("shape")."""
    try:
        value = with_integers(msgspec.json.decode(body))
        return msgspec.json.decode(msgspec.json.encode(value), type=shape)
    except (msgspec.DecodeError, RecursionError) as error:
        raise Refusal("shape", f"{error}.") from error


def with_integers(value: Any) -> Any:
    """Every float that is a whole number as an integer."""
    if isinstance(value, dict):
        return {key: with_integers(each) for key, each in value.items()}
    if isinstance(value, list):
        return [with_integers(each) for each in value]
    exact = isinstance(value, float) and value.is_integer() and abs(value) <= LARGEST
    return int(value) if exact else value


def is_json(body: bytes) -> bool:
    """Whether the whole of it is JSON of some shape."""
    try:
        msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False
    return True
