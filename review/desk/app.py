"""The application of the workspace. It shares nothing with the public site: no route, no process, no cookie."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from anyio import to_thread
from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import FileResponse, Response

from corpus.database import StoreTrouble
from review.desk import data, exchange, pages, record_pages, rule_pages, trail_pages
from review.desk.act import Desk
from review.desk.answers import add_problems, log
from review.desk.asking import Refused
from review.desk.batch import Reviews
from review.desk.case import Cases
from review.desk.door import Door
from review.desk.drawing import Drawer
from review.desk.index import Index
from review.desk.workplace import Workplace

STATIC = Path(__file__).parent / "static"
TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}
LOOK_EVERY = 5.0  # seconds between looks for galleys that are new
files = APIRouter()


def make_desk(workplace: Workplace) -> FastAPI:
    """The application over a DIR."""
    app = FastAPI(title="Lakwerk werkplek", openapi_url=None, docs_url=None, redoc_url=None, lifespan=_life)
    index = Index(workplace.index_file)
    app.state.workplace = workplace
    app.state.drawer = Drawer()
    app.state.desk = Desk(workplace, Cases(workplace.events, workplace.galley), index)
    app.state.reviews = Reviews(workplace.events)
    for router in (files, *(each.router for each in (data, exchange, pages, record_pages, rule_pages, trail_pages))):
        app.include_router(router)
    add_problems(app)
    app.add_middleware(Door, workplace=workplace)
    return app


@files.get("/desk/{name}")
def static(request: Request, name: str) -> Response:
    """A script or the style of ours."""
    file = STATIC / name
    if file.parent != STATIC or file.suffix not in TYPES or not file.is_file():
        raise Refused(404, "Dit is er niet.")
    return FileResponse(file, media_type=TYPES[file.suffix], headers={"cache-control": "no-cache"})


@asynccontextmanager
async def _life(app: FastAPI) -> AsyncIterator[None]:
    looking = asyncio.create_task(_keep_looking(app))
    yield
    looking.cancel()
    with suppress(asyncio.CancelledError):
        await looking
    app.state.drawer.close()


async def _keep_looking(app: FastAPI) -> None:
    """Let the index know what a run has read since."""
    workplace: Workplace = app.state.workplace
    while True:
        try:
            await to_thread.run_sync(_fill, workplace, app.state.desk.index)
        except StoreTrouble as error:
            log.warning("%s", error)
        await asyncio.sleep(LOOK_EVERY)


def _fill(workplace: Workplace, index: Index) -> int:
    return index.fill({each.id: workplace.galley(each.id) for each in workplace.documents()})
