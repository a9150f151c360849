"""A process that has all of essaytool loaded, and forks a run of it on demand: thousands of runs in minutes.

Each line on stdin is a JSON document that asks, each line on stdout the answer: the process's number for a
run that is to begin, and its exit code for one that is to be waited for, negative for the signal that ended
it.
"""

from __future__ import annotations

import ctypes
import json
import os
import pkgutil
import signal
import sys
from contextlib import suppress
from importlib import import_module
from typing import Any

import essaytool
from essaytool.__main__ import main

LIBRARIES = (
    "filelock jinja2 lxml.html mammoth markdownify polib pygments.lexers rapidfuzz requests rich.table yaml"
)
PR_SET_PTRACER, ANY = 0x59616D61, ctypes.c_ulong(-1)
"""Whoever may trace a process that says so (prctl(2), Yama)."""


def load() -> None:
    modules = pkgutil.walk_packages(essaytool.__path__, "essaytool.")
    for name in [*(module.name for module in modules), *LIBRARIES.split()]:
        if not name.endswith("__main__"):
            with suppress(ImportError):
                import_module(name)


def serve() -> None:
    """Answer until stdin ends. No run is interrupted before it has begun."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may have had it ignored
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    for line in iter(sys.stdin.readline, ""):
        asked = json.loads(line)
        if "wait" in asked:
            answer = os.waitstatus_to_exitcode(os.waitpid(asked["wait"], 0)[1])
        else:
            answer = os.fork()
            if answer == 0:
                become(asked)
                return
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


def become(asked: dict[str, Any]) -> None:
    """Run a command in this process, as if it had been started for it; stopped at first, if that is asked."""
    os.chdir(asked["folder"])
    os.environ.update(asked["environment"])
    output = os.open(asked["output"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    nowhere = os.open(os.devnull, os.O_RDONLY)
    for stream, place in enumerate((nowhere, output, output)):
        os.dup2(place, stream)
    os.close(nowhere)
    os.close(output)
    sys.argv = ["essaytool", *asked["arguments"]]
    if asked["stopped"]:
        ctypes.CDLL(None).prctl(PR_SET_PTRACER, ANY, 0, 0, 0)
        os.kill(os.getpid(), signal.SIGSTOP)
    try:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    except KeyboardInterrupt:
        os._exit(130)  # it came before the run began
    main()


if __name__ == "__main__":
    load()
    serve()
