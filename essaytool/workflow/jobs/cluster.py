"""The one door to Dask: the workers of a cluster, which share the project's folder with this machine.

Workers need this package and nothing else. Jobs name files by absolute paths, so the project must lie at the
same path everywhere.
"""

from __future__ import annotations

from concurrent.futures import Executor
from typing import Any, cast

from essaytool.errors import ConfigError
from essaytool.workflow.jobs.workers import Workers

_WAIT_SECONDS = 10
_RETRIES = 3
"""How often a chunk is given to another worker when one is lost. It writes nothing, so that this is safe."""


def cluster(address: str) -> Workers:
    """The workers that the scheduler at this address has. Raises `ConfigError` if none can be had."""
    try:
        from distributed import Client
    except ImportError as error:
        raise ConfigError(
            "a cluster needs Dask, which is not installed", hint='install "essaytool[cluster]"'
        ) from error
    try:
        client: Any = cast("Any", Client)(address, timeout=_WAIT_SECONDS, set_as_default=False)
        client.wait_for_workers(1, timeout=_WAIT_SECONDS)
    except (OSError, ValueError, TimeoutError) as error:
        raise ConfigError(
            f"no Dask worker can be reached through {address}",
            hint="start `dask scheduler` and `dask worker` there; an address is like tcp://host:8786",
        ) from error
    count = sum(client.nthreads().values())
    return Workers(count, lambda _: _executor(client), at_once=True, waits=False, leave=client.close)


def _executor(client: Any) -> Executor:
    """Jobs are not pure: what they read may have changed since the same job was done."""
    found: Executor = client.get_executor(pure=False, retries=_RETRIES)
    return found
