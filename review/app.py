"""The application: the API and the pages over one DIR."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from anyio import CapacityLimiter, to_thread
from fastapi import FastAPI

from review import api, downloads, files, health, note_pages, site
from review.entries import why
from review.headers import Guarded
from review.holdings import Holdings
from review.notes import Notes
from review.place import Place
from review.problems import add_problems

THREADS = 16  # most wait for the one that searches, or for the disk
ABOUT = (
    "Zoekt in openbaar gemaakte beleidsstukken en geeft de toezeggingen, moties en termijnen eruit, met bewijs. "
    "Alle antwoorden zijn gemaakt van gelakte tekst. Fouten komen als application/problem+json (RFC 9457)."
)


def made_of_environment() -> FastAPI:
    """The application in a process that the command started."""
    app = make(Place.told())
    # What is there now stays: Python need not look through it for rubbish after every few thousand rows of an answer.
    gc.collect()
    gc.freeze()
    return app


def make(place: Place) -> FastAPI:
    """The application over the DIR of a place; it starts too where nothing is in DIR yet."""
    app = FastAPI(
        title="Lakwerk",
        version=api.VERSION,
        description=ABOUT,
        openapi_url="/api/v1/openapi.json",
        # Both would load scripts from elsewhere; /api is ours.
        docs_url=None,
        redoc_url=None,
        lifespan=_life,
    )
    app.state.place = place
    app.state.holdings = Holdings(place.database)
    app.state.one_at_a_time = CapacityLimiter(1)
    app.state.notes = Notes(place.notes) if place.user_header else None
    for router in (api.router, downloads.router, site.router, note_pages.router, files.router, health.router):
        app.include_router(router)
    add_problems(app)
    app.add_middleware(Guarded, place=place)
    return app


@asynccontextmanager
async def _life(app: FastAPI) -> AsyncIterator[None]:
    to_thread.current_default_thread_limiter().total_tokens = THREADS
    # The first to ask why a record says what it says need not wait for the lists behind it.
    warming = asyncio.create_task(to_thread.run_sync(why, "commitment", ""))
    yield
    await warming
    app.state.holdings.close()
