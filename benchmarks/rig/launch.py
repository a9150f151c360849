"""Start one command, wait for it, and write down what it cost: ``launch.py TOLD COMMAND...``."""

import os
import sys
import time

told, *command = sys.argv[1:]
begin = time.perf_counter()
started = os.posix_spawnp(command[0], command, os.environ)
_, status, used = os.wait4(started, 0)
taken = time.perf_counter() - begin
unit = 1 if sys.platform == "darwin" else 1024
with open(told, "w", encoding="utf-8") as file:  # noqa: PTH123
    file.write(
        f'{{"wall": {taken}, "cpu": {used.ru_utime + used.ru_stime},'
        f' "memory": {used.ru_maxrss * unit / 1e6}, "code": {os.waitstatus_to_exitcode(status)}}}'
    )
