"""`lakwerk serve`: the schedule and the sources of a settings file, as deployments of Prefect."""

from __future__ import annotations

import asyncio
import fcntl
import logging
import os
from argparse import Namespace
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, cast

from flows.config import VARIABLE, Config
from flows.cron import schedules
from flows.folder import PRIVATE_FILE, Folder, make_private
from flows.guard import end_server, stand_guard
from flows.intake import sources_of
from flows.log import Event, log, logged
from flows.prefect_server import API, DESK, SERVED, answers, own_server, surroundings
from flows.progress import say, warn
from flows.settings import WrongUsage

if TYPE_CHECKING:
    from prefect.client.schemas.schedules import CronSchedule
    from prefect.deployments.runner import RunnerDeployment
    from prefect.runner import Runner

DONE, WRONG_USAGE, INTERRUPTED = 0, 2, 130
RUN = "run"


def serve(arguments: Namespace, config: Config) -> int:
    """Serve until the program is ended; exit status 2 where it cannot begin."""
    folder = Folder.at(arguments.out)
    try:
        folder.prepare()
        if not (config.sources or config.schedule):
            raise WrongUsage(
                "Er is niets te doen: het instellingenbestand noemt geen bron ([[source]]) en geen tijd ([schedule]). "
                "Geef het met --config BESTAND."
            )
        sources = sources_of(config, folder)
        with logged(), _alone(folder), _metrics(folder, arguments), _prefect(folder, arguments, config):
            from flows.watcher import watching  # here: both import Prefect, which reads its surroundings then

            runner = _runner(schedules(config))
            say(f"lakwerk serve: {len(sources)} bronnen, {len(config.schedule)} taken op tijd. (Serving.)")
            log(Event.SERVE_STARTED, total=len(sources))
            with watching(folder, sources, arguments.every):
                asyncio.run(runner.start())
            log(Event.SERVE_ENDED)
    except WrongUsage as error:
        warn(str(error))
        return WRONG_USAGE
    except KeyboardInterrupt:
        return INTERRUPTED
    return DONE


@contextmanager
def _alone(folder: Folder) -> Iterator[None]:
    """One of these for a folder: two would start everything twice."""
    make_private(folder.serving)
    handle = os.open(folder.serving / "lock", os.O_RDWR | os.O_CREAT, PRIVATE_FILE)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise WrongUsage(f"{folder.root}: lakwerk serve loopt al voor deze map.") from None
    finally:
        os.close(handle)


@contextmanager
def _metrics(folder: Folder, arguments: Namespace) -> Iterator[None]:
    """Metrics and health at the address that is asked for, if one is."""
    if not arguments.metrics:
        yield
        return
    from flows.metrics import start_metrics  # here: who asks for none need not wait for its libraries

    try:
        server = start_metrics(folder, arguments.metrics)
    except OSError as error:
        raise WrongUsage(f"--metrics: op dit adres kan niet worden geluisterd ({error.strerror}).") from None
    try:
        yield
    finally:
        server.close()


@contextmanager
def _prefect(folder: Folder, arguments: Namespace, config: Config) -> Iterator[None]:
    """What the jobs and Prefect itself find in their environment, and a server where none is named."""
    home = folder.serving
    with ExitStack() as opened:
        if url := os.environ.get(API):
            if not answers(url):
                raise WrongUsage(f"De server van Prefect ({url}) antwoordt niet. Start hem, of haal prefect weg.")
        else:
            end_server(home)  # of a program that was killed together with its guard
            opened.enter_context(own_server(home))
            guard = stand_guard(home)
            opened.callback(lambda: guard.stdin and guard.stdin.close())
        os.environ.update(surroundings(home))
        os.environ[SERVED] = str(folder.root)
        if arguments.desk_url:
            os.environ[DESK] = arguments.desk_url
        if config.file:
            os.environ[VARIABLE] = str(config.file)
        yield


def _runner(times: Mapping[str, CronSchedule]) -> Runner:
    """The runner, with a deployment for each job; `run` is always there, for it is started by what comes in."""
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
    from prefect.runner import Runner
    from prefect.types.entrypoint import EntrypointType

    from flows.jobs import carry_out

    # The level in the environment does not reach the loggers of Prefect's own threads.
    logging.getLogger("prefect").setLevel(logging.CRITICAL + 1)
    runner = Runner(name="lakwerk", pause_on_shutdown=False)
    for job in (RUN, *(each for each in times if each != RUN)):
        deployment = carry_out.to_deployment(
            job,
            parameters={"job": job},
            schedules=[times[job]] if job in times else [],
            concurrency_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW),
            entrypoint_type=EntrypointType.MODULE_PATH,
        )
        runner.add_deployment(cast("RunnerDeployment", deployment))  # no coroutine: nothing else runs here yet
    return runner
