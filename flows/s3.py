"""The objects of a bucket, over the S3 protocol; the only file that knows botocore. Nothing is ever changed there."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator
from contextlib import closing
from typing import Any, NamedTuple

from flows.source import SourceAway

CONNECT_SECONDS, READ_SECONDS = 10.0, 60.0
CHUNK = 1 << 20  # bytes
_NOT_FOUND, _PRECONDITION_FAILED, _TOO_MANY, _SERVER_ERROR = 404, 412, 429, 500
_REFUSED = frozenset({401, 403})
# Only what the caller gives counts: no profile, file or machine role that happens to be there.
_ALONE = {
    "profile": (None, None, None, None),
    "config_file": (None, None, os.devnull, None),
    "credentials_file": (None, None, os.devnull, None),
}


class Object(NamedTuple):
    """An object as the bucket lists it; size in bytes. `version` is another one where the content is."""

    key: str
    size: int
    etag: str
    version: str


class Gone(Exception):  # noqa: N818 - this and those below are said as what happened
    """The object is not there any more, or is another one by now."""


class Refused(Exception):  # noqa: N818
    """This one object is not given to us."""


class Broken(Exception):  # noqa: N818
    """The answer did not come whole; another try may do. The message says why, in Dutch."""


class S3:
    """One bucket of one server. `source` is how messages call it; `access` and `key` never show."""

    def __init__(self, source: str, endpoint: str, region: str, bucket: str, access: str, key: str) -> None:
        from botocore.config import Config  # here and below: it takes a quarter of a second to load
        from botocore.exceptions import BotoCoreError
        from botocore.session import Session

        for name in ("botocore", "urllib3"):  # they would log addresses, and these hold keys of objects
            logging.getLogger(name).setLevel(logging.CRITICAL)
        self._source, self._bucket = source, bucket
        config = Config(
            connect_timeout=CONNECT_SECONDS,
            read_timeout=READ_SECONDS,
            retries={"mode": "standard", "total_max_attempts": 2},
            s3={"addressing_style": "path"},  # a bucket's own host name is something that few servers have
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        try:
            self._client: Any = Session(session_vars=_ALONE).create_client(
                "s3",
                region_name=region,
                endpoint_url=endpoint,
                verify=os.environ.get("SSL_CERT_FILE"),
                aws_access_key_id=access,
                aws_secret_access_key=key,
                config=config,
            )
        except (BotoCoreError, ValueError):
            raise self._away("'endpoint' of 'region' is niet te gebruiken") from None

    def objects(self, prefix: str) -> Iterator[Object]:
        """Every object below a prefix, in the order of the server; raises SourceAway."""
        from botocore.exceptions import BotoCoreError, ClientError
        from botocore.parsers import ResponseParserError

        try:
            for page in self._client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=prefix):
                if "Name" not in page:
                    raise self._away("de server antwoordt niet als een S3-server")
                yield from map(_object, page.get("Contents", ()))
        except ClientError as error:
            raise self._away(_refusal(error)) from None
        except BotoCoreError as error:
            raise self._away(_trouble(error)) from None
        except ResponseParserError:
            raise self._away("de server antwoordt niet als een S3-server") from None

    def pieces(self, item: Object) -> Iterator[bytes]:
        """An object as it was listed, piece by piece; raises Gone, Refused or Broken."""
        from botocore.exceptions import BotoCoreError, ClientError
        from botocore.parsers import ResponseParserError
        from urllib3.exceptions import HTTPError

        same = {"IfMatch": item.etag} if item.etag else {}
        total = 0
        try:
            with closing(self._client.get_object(Bucket=self._bucket, Key=item.key, **same)["Body"]) as body:
                while piece := body.read(CHUNK):
                    total += len(piece)
                    if total > item.size:
                        break
                    yield piece
        except ClientError as error:
            status = _status(error)
            if status in (_NOT_FOUND, _PRECONDITION_FAILED):
                raise Gone from None
            if status == _TOO_MANY or status >= _SERVER_ERROR:
                raise Broken(_refusal(error)) from None
            raise Refused from None
        except BotoCoreError as error:
            raise Broken(_trouble(error)) from None
        except (HTTPError, ResponseParserError, OSError):
            raise Broken("de verbinding werd verbroken") from None
        if total != item.size:
            raise Gone

    def _away(self, why: str) -> SourceAway:
        return SourceAway(f"Bron '{self._source}': {why}.")


def _object(told: dict[str, Any]) -> Object:
    etag, size = str(told.get("ETag") or ""), int(told["Size"])
    # Without an ETag the time is what there is.
    return Object(str(told["Key"]), size, etag, f"{etag or told['LastModified'].isoformat()} {size}")


def _status(error: Any) -> int:
    return int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))


def _refusal(error: Any) -> str:
    """What a server said no to; of its own words only the code, which is one."""
    status, code = _status(error), str(error.response.get("Error", {}).get("Code", ""))
    if status in _REFUSED:
        return "de server weigert de sleutel, of die mag deze bucket niet lezen"
    if status == _NOT_FOUND:
        return "de bucket bestaat niet"
    return f"de server weigert het verzoek ({code if re.fullmatch(r'[A-Za-z]{1,40}', code) else status})"


def _trouble(error: Exception) -> str:
    from botocore.exceptions import SSLError

    if isinstance(error, SSLError):
        return "de verbinding kan niet worden beveiligd; een eigen certificaat wijst u aan met SSL_CERT_FILE"
    return f"de server is niet te bereiken of verbrak de verbinding ({type(error).__name__})"
