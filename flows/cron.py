"""The days and hours of a schedule: cron, as the clock on the wall of a Dutch office says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.config import Config

if TYPE_CHECKING:
    from prefect.client.schemas.schedules import CronSchedule

ZONE = "Europe/Amsterdam"  # summer and winter: "0 2 * * *" is two at night all year


def check_schedule(config: Config) -> None:
    """Raise WrongUsage for the first time that cannot be understood."""
    if config.schedule:
        schedules(config)


def schedules(config: Config) -> dict[str, CronSchedule]:
    """Job -> when it is to start; raises WrongUsage where that cannot be understood."""
    from prefect.client.schemas.schedules import CronSchedule  # here: Prefect takes a second to import

    made = {}
    for job, cron in config.schedule.items():
        try:
            made[job] = CronSchedule(cron=cron, timezone=ZONE)
        except ValueError:
            why = f"{cron} is geen tijd in cron-notatie, zoals 0 2 * * * voor elke nacht om twee uur."
            raise config.wrong(f"[schedule] {job}", why) from None
    return made
