"""``python -m tools.serve``: the web server and one worker for long jobs as one group of processes.

A worker that ends (it does so after so many jobs, or is killed) is started again; when the server
ends, so does the worker.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

BASE = Path(__file__).resolve().parent.parent
SERVER = [
    *(str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "config.wsgi:application"),
    *("--host", "127.0.0.1", "--port", "8000", "--workers", "1", "--blocking-threads", "4", "--log-level", "warning"),
]
WORKER = [sys.executable, "manage.py", "worker"]
PAUSE = 1.0  # seconds between looks at the processes, and before a worker is started again


def main() -> int:
    """Run both until the server ends or this process is asked to; return the server's code."""
    server = subprocess.Popen(SERVER, cwd=BASE)
    worker = subprocess.Popen(WORKER, cwd=BASE)

    def ask_to_go(number: int, frame: FrameType | None) -> None:
        server.terminate()

    signal.signal(signal.SIGTERM, ask_to_go)
    signal.signal(signal.SIGINT, ask_to_go)
    while server.poll() is None:
        time.sleep(PAUSE)
        if worker.poll() is not None and server.poll() is None:
            worker = subprocess.Popen(WORKER, cwd=BASE)
    worker.terminate()
    worker.wait()
    return server.returncode


if __name__ == "__main__":
    sys.exit(main())
