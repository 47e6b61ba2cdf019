"""Processor time, by process: it says more than a rate where others use the machine as well."""

import os
from collections.abc import Mapping
from pathlib import Path

from deploy.local.processes import Process

TICKS = os.sysconf("SC_CLK_TCK")


def seconds_used(process: Process) -> float:
    """User and system time of the process so far; 0 where it does not run."""
    if not process.alive:
        return 0.0
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


class Usage:
    """What each of some processes uses between its making and `taken`."""

    def __init__(self, processes: Mapping[str, Process]) -> None:
        self._processes = processes
        self._before = {name: seconds_used(each) for name, each in processes.items()}

    def taken(self) -> dict[str, float]:
        """Seconds, by name."""
        return {
            name: max(0.0, seconds_used(each) - self._before[name])
            for name, each in self._processes.items()
        }


def memory(process: Process) -> float:
    """Resident, in MB."""
    fields = Path(f"/proc/{process.pid}/statm").read_text().split()
    return int(fields[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
