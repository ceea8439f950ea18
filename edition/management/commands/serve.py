import os
import socket
import sys
from argparse import ArgumentTypeError

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import Error, connection


def port_number(text):
    """Return a port as int. Raises ArgumentTypeError."""
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise ArgumentTypeError(f"{text} is not a port; give a number from 1 to 65535")
    return int(text)


class Command(BaseCommand):
    help = "Serve the site to readers with granian, on this machine's own address."

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=port_number, default=8000)
        parser.add_argument("--workers", type=int, default=min(4, os.cpu_count() or 1))

    def handle(self, *, host, port, workers, **options):
        if settings.DEBUG:
            raise CommandError("DEBUG is on: a server for readers does not start with it. Use `make dev`, or unset it.")
        self._refuse_taken_port(host, port)
        self._refuse_missing_database()
        self.stdout.write(self.style.SUCCESS(f"Siberian Light is on http://{host}:{port}/ (Ctrl-C stops it)"))
        self.stdout.flush()
        command = [
            sys.executable,
            "-m",
            "granian",
            "--interface",
            "wsgi",
            "--host",
            host,
            "--port",
            str(port),
        ]
        command += [
            "--workers",
            str(workers),
            "--blocking-threads",
            "4",
            "--log-level",
            "warning",
            "config.wsgi:application",
        ]
        os.execv(sys.executable, command)  # noqa: S606 - our own arguments

    def _refuse_missing_database(self):
        try:
            connection.ensure_connection()
        except Error as error:
            raise CommandError(f"The database cannot be reached: {error}") from error

    def _refuse_taken_port(self, host, port):
        try:
            with socket.create_server((host, port)):
                pass
        except OSError as error:
            reason = str(error.strerror).split(" (")[0]
            message = f"Port {port} cannot be used ({reason}). Try another: make run PORT={port + 1}"
            raise CommandError(message) from error
