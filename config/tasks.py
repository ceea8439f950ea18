"""Where tasks run on a site that has no worker of its own."""

from queue import SimpleQueue
from threading import Lock, Thread

from django.db import connections
from django.tasks.backends.immediate import ImmediateBackend

# Django makes a backend for each thread that asks; what waits, and who works it off, is one for the process.
_waiting: SimpleQueue = SimpleQueue()
_lock = Lock()
_worker = Thread()


class ThreadBackend(ImmediateBackend):
    """Runs tasks at once, one after the other, in a thread of this process: who enqueues them does not wait.

    What still waits when the process ends is lost, so a task may only be a nudge: what is due stands in rows.
    Django logs what fails.
    """

    def _execute_task(self, task_result):
        _waiting.put((super()._execute_task, task_result))
        _ensure_worker()


def _ensure_worker():
    """Start the thread, unless it is there: a process that was forked off has none."""
    global _worker  # noqa: PLW0603 - one for the process
    with _lock:
        if not _worker.is_alive():
            _worker = Thread(target=_work, name="tasks", daemon=True)
            _worker.start()


def _work():
    while True:
        execute, task_result = _waiting.get()
        try:
            execute(task_result)
        finally:
            connections.close_all()
