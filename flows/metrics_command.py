"""`lakwerk metrics`: how DIR is, for a monitor; on the screen, in a file, or to be asked for."""

from __future__ import annotations

from argparse import Namespace
from contextlib import closing, suppress
from pathlib import Path

from flows.folder import Folder
from flows.gauges import written
from flows.metrics import start_metrics
from flows.progress import say, warn

DONE, WRONG_USAGE = 0, 2
SUFFIX = ".prom"  # node_exporter passes over all others
READABLE = 0o644  # for the user of node_exporter; there is nothing private in it


def metrics(arguments: Namespace) -> int:
    """Print, write or serve."""
    folder = Folder.at(arguments.out)
    if not folder.confidential.is_dir():
        warn(f"{arguments.out}: hier staan geen stukken. Verwerk eerst stukken met lakwerk run.")
        return WRONG_USAGE
    if arguments.file:
        return _write(folder, arguments.file)
    if arguments.serve:
        return _serve(folder, arguments.serve)
    say(written(folder).decode().rstrip("\n"))
    return DONE


def _write(folder: Folder, file: Path) -> int:
    if file.suffix != SUFFIX:
        warn(f"{file}: geef een bestand dat op {SUFFIX} eindigt; node_exporter leest geen andere.")
        return WRONG_USAGE
    part = file.with_name(f".{file.name}.part")
    try:
        part.unlink(missing_ok=True)
        part.write_bytes(written(folder))
        part.chmod(READABLE)
        part.replace(file)
    except OSError as error:
        warn(f"{file}: hier kan niet worden geschreven ({error.strerror}).")
        return WRONG_USAGE
    return DONE


def _serve(folder: Folder, address: tuple[str, int]) -> int:
    try:
        server = start_metrics(folder, address)
    except OSError as error:
        warn(f"{address[0]}:{address[1]}: hier kan niet worden geluisterd ({error.strerror or error}).")
        return WRONG_USAGE
    host, port = server.address
    with closing(server), suppress(KeyboardInterrupt):  # Ctrl-C is how a server is stopped
        say(f"Metingen staan op http://{f'[{host}]' if ':' in host else host}:{port}/metrics, en /health")
        server.wait()
    return DONE
