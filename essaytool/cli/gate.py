"""The one place where an error becomes a sentence, a hint and an exit code.

Exit codes: 0 done; 1 the answer is no; 2 usage, configuration or failure; 3 an engine or its quota
stopped the run; 130 interrupted. Where several things went wrong, the gravest of 2 > 3 > 1 > 0 is told.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from typing import Any, NoReturn

import click

from essaytool.cli import console
from essaytool.errors import EssaytoolError

DONE, NO, FAILED, ENGINE_STOPPED, INTERRUPTED = 0, 1, 2, 3, 130
_BY_GRAVITY = (DONE, NO, ENGINE_STOPPED, FAILED)

TRACEBACK = "ESSAYTOOL_TRACEBACK"
"""The environment variable that shows where in our code an unforeseen error arose."""


def gravest(codes: Iterable[int]) -> int:
    return max(codes, key=_BY_GRAVITY.index, default=DONE)


def leave(run: Callable[[], Any]) -> NoReturn:
    """End the program with what `run` answers (nothing is 0), or with the error that stopped it."""
    sys.exit(_answer(run))


def _answer(run: Callable[[], Any]) -> int:
    try:
        return run() or DONE
    except EssaytoolError as error:
        console.error(error)
        return error.exit_code
    except click.UsageError as error:
        return _misused(error)
    except (click.Abort, KeyboardInterrupt):
        console.say("interrupted: whatever was written is whole, and running again goes on from there")
        return INTERRUPTED
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        console.error(EssaytoolError(reason, path=error.filename))
        return FAILED
    except (RecursionError, MemoryError) as error:
        console.error(EssaytoolError(f"this is more than can be read: {type(error).__name__}"))
        return FAILED
    except Exception as error:
        return _unforeseen(error)


def _misused(error: click.UsageError) -> int:
    """What was typed cannot be meant; or nothing was typed, and the message is the help."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        console.say(*error.format_message().splitlines())
        return FAILED
    path = error.ctx.command_path if error.ctx else "essaytool"
    console.error(
        EssaytoolError(error.format_message(), hint=f"`{path} --help` tells what it takes", path=path)
    )
    return FAILED


def _unforeseen(error: Exception) -> int:
    if os.environ.get(TRACEBACK):
        raise error
    sentence = f"this is a mistake of essaytool's own: {type(error).__name__}: {error}"
    console.error(
        EssaytoolError(sentence, hint=f"set {TRACEBACK}=1, run again, and please report what it shows")
    )
    return FAILED
