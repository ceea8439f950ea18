"""Starting the site: what is refused and how, and which servers serve it.

Starting Django takes a second or two. So what can be seen in this process is looked at here, and the rest in processes.
"""

import http.client
import os
import re
import runpy
import shutil
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from django.core.management import ManagementUtility, call_command
from django.test import Client

ROOT = Path(__file__).parent.parent.parent
KEY = "only-for-these-tests-0123456789-abcdefghijklmnopqrstuvwxyz"
LEFT_OUT = (".*", "build", "media", "tests", "docs", "benchmarks", "*.sqlite3*", "__pycache__", "node_modules")


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """Copy the project to a place of its own, where no .env, database or collected file is."""
    return shutil.copytree(ROOT, tmp_path_factory.mktemp("house") / "site", ignore=shutil.ignore_patterns(*LEFT_OUT))


@pytest.fixture(scope="module")
def ready_house(house):
    """Prepare the copy as `make run` does."""
    for command in (["migrate"], ["collectstatic", "--no-input"]):
        assert manage(house, *command, "--verbosity", "0").returncode == 0
    return house


def environment_of(house, **settings):
    """Return a whole environment with nothing in it but what is needed and `settings`; None unsets one."""
    known = {"PATH": os.environ["PATH"], "SECRET_KEY": KEY, "DATABASE_URL": f"sqlite:///{house / 'test.sqlite3'}"}
    return {name: value for name, value in (known | settings).items() if value is not None}


def run(house, *command, **settings):
    environment = environment_of(house, **settings)
    return subprocess.run(
        [sys.executable, *command], cwd=house, env=environment, capture_output=True, text=True, timeout=60, check=False
    )


def manage(house, *command, **settings):
    return run(house, "manage.py", *command, **settings)


@pytest.fixture
def read_settings(monkeypatch):
    """Return what config/settings.py makes of an environment; None unsets a variable."""

    def read(**environment):
        for name, value in environment.items():
            monkeypatch.delenv(name) if value is None else monkeypatch.setenv(name, value)
        return runpy.run_path(str(ROOT / "config" / "settings.py"))

    return read


@pytest.fixture
def serve(capsys):
    """Run `manage.py serve` until it is refused; return its exit code and what it said to whom."""

    def run_command(*arguments):
        with pytest.raises(SystemExit) as ending:
            ManagementUtility(["manage.py", "serve", "--skip-checks", *arguments]).execute()
        return ending.value.code, capsys.readouterr()

    return run_command


def assert_refused_in_a_sentence(result, words):
    assert result.returncode == 1
    assert result.stdout == ""
    assert words in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.endswith((".\n", ").\n"))


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


# What is refused


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("SECRET_KEY", None, "SECRET_KEY is not set"),
        ("SECRET_KEY", "", "SECRET_KEY is not set"),
        ("SECRET_KEY", "short", "SECRET_KEY is too weak"),
        ("SECRET_KEY", "a" * 60, "SECRET_KEY is too weak"),
        ("SECRET_KEY", "django-insecure-" + KEY, "SECRET_KEY is too weak"),
        ("SECRET_KEY_FILE", "/nowhere/key", "SECRET_KEY"),
        ("SITE_URL", "https://blog.example.org/blog", "without a path"),
        ("SITE_URL", "blog.example.org", "SITE_URL is 'blog.example.org'"),
        ("SITE_URL", "ftp://blog.example.org", "SITE_URL is"),
        ("SITE_URL", "http://[blog", "SITE_URL"),
        ("SITE_URL", "", "SITE_URL"),
        ("DATABASE_URL", "mysql://user:secret@localhost/blog", "DATABASE_URL must begin with"),
        ("DATABASE_URL", "blog.sqlite3", "DATABASE_URL"),
        ("DATABASE_URL", "", "DATABASE_URL"),
        ("EMAIL_URL", "", "EMAIL_URL"),
        ("EMAIL_URL", "pigeon://user:secret@mail.example.org", "EMAIL_URL"),
        ("EMAIL_URL", "smtp://user:secret@mail.example.org:port", "EMAIL_URL"),
    ],
)
def test_wrong_setting_is_refused_in_one_sentence(house, name, value, words):
    """P18"""
    settings = {"SECRET_KEY": None} if name == "SECRET_KEY_FILE" else {}
    result = manage(house, "check", **settings | {name: value})
    assert_refused_in_a_sentence(result, words)
    assert "secret@" not in result.stderr


def test_right_settings_pass(house):
    assert manage(house, "check").returncode == 0


@pytest.mark.parametrize(
    ("address", "mailer"),
    [
        (None, {"BACKEND": "console", "OPTIONS": {}}),
        (
            "smtp+tls://anna:a%2Fb@mail.example.org:587",
            {
                "BACKEND": "smtp",
                "OPTIONS": {
                    "host": "mail.example.org",
                    "port": 587,
                    "username": "anna",
                    "password": "a/b",
                    "use_tls": True,
                    "timeout": 10,
                },
            },
        ),
    ],
)
def test_mail_goes_where_the_address_says(read_settings, address, mailer):
    found = read_settings(**{"EMAIL_URL": address} if address else {})["MAILERS"]["default"]
    assert found | {"BACKEND": found["BACKEND"].split(".")[-2]} == mailer


def test_secret_may_come_from_a_file(read_settings, tmp_path):
    file = tmp_path / "key"
    file.write_text(KEY + "\n")
    assert read_settings(SECRET_KEY=None, SECRET_KEY_FILE=str(file))["SECRET_KEY"].strip() == KEY


def test_environment_wins_over_the_file(house, tmp_path):
    copy = shutil.copytree(house, tmp_path / "site")
    (copy / ".env").write_text(f"SECRET_KEY={KEY}\nSITE_URL=https://blog.example.org/wrong\n")
    assert "SITE_URL is" in manage(copy, "check", SECRET_KEY=None).stderr
    right = {"SECRET_KEY": None, "SITE_URL": "https://blog.example.org"}
    assert run(copy, "-c", "import config.settings", **right).returncode == 0
    assert "SECRET_KEY is not set" in manage(copy, "check", SECRET_KEY="").stderr


def test_site_with_https_passes_the_checks_for_deployment(house):
    settings = {"SITE_URL": "https://blog.example.org", "EMAIL_URL": "smtp://mail.example.org"}
    result = manage(house, "check", "--deploy", "--fail-level", "WARNING", **settings)
    assert (result.returncode, result.stderr) == (0, "")


def test_site_with_debug_does_not_pass_the_checks_for_deployment(house):
    result = manage(house, "check", "--deploy", "--fail-level", "WARNING", DEBUG="true")
    assert result.returncode == 1


def test_no_migration_is_missing(db, capsys):
    call_command("makemigrations", check_changes=True, dry_run=True)
    assert capsys.readouterr().out == "No changes detected\n"


def test_server_for_readers_does_not_start_with_debug(house, serve, settings):
    """P18"""
    result = run(house, "-c", "import config.wsgi", DEBUG="true")
    assert_refused_in_a_sentence(result, "DEBUG is on")
    settings.DEBUG = True
    code, said = serve("--port", str(free_port()))
    assert code == 1
    assert "DEBUG is on" in said.err
    assert "Traceback" not in said.err


def test_server_for_readers_does_not_start_without_a_secret(house):
    """P18"""
    assert_refused_in_a_sentence(run(house, "-c", "import config.wsgi", SECRET_KEY=None), "SECRET_KEY is not set")


# Who serves


@contextmanager
def serving(house, *command):
    """Run a server until the block ends."""
    with subprocess.Popen([sys.executable, *command], cwd=house, env=environment_of(house)) as process:
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                raise


def ask(port, path):
    """Ask for a page, as soon as somebody listens; return status and text."""
    for _ in range(200):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, response.read().decode()
        except ConnectionError:
            time.sleep(0.1)
        finally:
            connection.close()
    return None, "nobody listens"


SERVERS = [
    "-m gunicorn --bind 127.0.0.1:{port} --workers 1 config.wsgi:application",
    "-m granian --interface wsgi --host 127.0.0.1 --port {port} --workers 1 config.wsgi:application",
    "manage.py serve --port {port} --workers 1",
]


def test_servers_serve_the_site_with_its_style_sheet(ready_house):
    ports = {server: free_port() for server in SERVERS}
    with ExitStack() as running:
        for server, port in ports.items():
            running.enter_context(serving(ready_house, *server.format(port=port).split()))
        for server, port in ports.items():
            status, page = ask(port, "/")
            assert status == 200, server
            assert "Siberian Light" in page
            assert ask(port, "/nothing-here/")[0] == 404, server
            style = re.search(r'<link rel="stylesheet" href="(/static/css/site\.[^"]+\.css)">', page)[1]
            assert ask(port, style)[0] == 200, server


def test_taken_port_is_named_with_what_to_do(serve):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        code, said = serve("--port", str(port))
    assert code == 1
    assert f"Port {port} cannot be used (Address already in use)." in said.err
    assert "Traceback" not in said.err
    assert "Siberian Light is on" not in said.out


@pytest.mark.parametrize("port", ["0", "65536", "eighty", "-1"])
def test_what_is_no_port_is_refused(serve, port):
    code, said = serve(f"--port={port}")
    assert code == 2
    assert f"{port} is not a port" in said.err


@pytest.mark.parametrize(
    ("site", "host", "status"),
    [
        ("http://127.0.0.1:8000", "localhost:8000", 200),
        ("http://[::1]:8000", "[::1]:8000", 200),
        ("http://blog.example.org", "blog.example.org", 200),
        ("http://сайт.рф", "xn--80aswg.xn--p1ai", 200),
        ("https://blog.example.org", "blog.example.org", 301),  # to https
        ("http://blog.example.org", "127.0.0.1", 400),
        ("http://blog.example.org", "evil.example", 400),
    ],
)
def test_site_answers_to_its_own_name_and_no_other(db, settings, read_settings, site, host, status):
    """P17"""
    read = read_settings(SITE_URL=site)
    for name in ("SITE_ORIGIN", "ALLOWED_HOSTS", "SECURE_SSL_REDIRECT"):
        setattr(settings, name, read[name])
    assert Client().get("/", headers={"host": host}).status_code == status
