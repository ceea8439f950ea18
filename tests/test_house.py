"""The rules of the house that a test can keep (see CONTRIBUTING)."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = {
    "markup", "edition", "fetching", "autosave", "people", "banners", "sidebar", "pictures", "blog", "evidence",
    "transfer", "desk", "config",
}  # fmt: skip
# Who may import whom. Within blog, sidebar is known to widgets.py alone.
MAY_IMPORT = {
    "markup": set(),
    "edition": set(),
    "fetching": set(),
    "autosave": {"markup"},
    "people": {"markup", "edition", "autosave"},
    "banners": {"markup", "edition", "autosave"},
    "sidebar": {"markup", "edition", "autosave"},
    "pictures": {"markup", "edition"},
    "blog": {"markup", "edition", "autosave", "people", "pictures", "fetching"},
    "evidence": {"markup", "fetching", "blog"},
    "transfer": set(),
    "desk": set(),
    "config": set(),
}
EXCEPTIONS = {("blog/widgets.py", "sidebar")}
# Inside blog, a module imports only from floors below its own.
FLOORS = {
    "querysets": 0, "paging": 0, "charts": 0, "linking": 0, "drawing": 0, "models": 1, "document": 2,
    "share_images": 2, "structured_data": 2, "citing": 2, "embedding": 2, "search": 2, "revisions": 2, "rendering": 2,
    "desk": 2, "checklist": 2, "publishing": 3, "receivers": 5, "middleware": 6, "context_processors": 6, "widgets": 6,
    "views": 6, "feeds": 6, "sitemaps": 6, "templatetags": 6, "admin": 6, "demo": 6, "management": 6, "apps": 8,
    "urls": 7,
}  # fmt: skip
NAMES_THAT_SAY_NOTHING = {"utils", "helpers", "common", "core", "misc", "services", "managers"}

FILES = sorted(path.relative_to(ROOT) for app in APPS for path in (ROOT / app).rglob("*.py"))
CODE = [path for path in FILES if "migrations" not in path.parts]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def imports(path):
    """Yield (module, node) of each import in a file, at any depth."""
    for node in ast.walk(ast.parse((ROOT / path).read_text())):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node
            yield from ((f"{node.module}.{alias.name}", node) for alias in node.names)


@pytest.mark.parametrize("path", CODE, ids=str)
def test_imports_look_down(path):
    app = path.parts[0]
    others = {module.split(".")[0] for module, _ in imports(path)} & APPS - {app}
    allowed = MAY_IMPORT[app] | {other for file, other in EXCEPTIONS if file == str(path)}
    assert others <= allowed


@pytest.mark.parametrize("path", [path for path in CODE if path.parts[0] == "blog" and len(path.parts) > 1], ids=str)
def test_imports_look_down_inside_blog(path):
    own = path.parts[1].removesuffix(".py")
    if own in {"__init__", "apps"}:
        return
    below = {module.split(".")[1] for module, _ in imports(path) if module.startswith("blog.")} & set(FLOORS) - {own}
    too_high = {name for name in below if FLOORS[name] > FLOORS[own]}
    assert not too_high


@pytest.mark.parametrize("path", [path for path in CODE if path.name != "apps.py"], ids=str)
def test_nothing_is_imported_inside_a_function(path):
    functions = [node for node in ast.walk(ast.parse((ROOT / path).read_text())) if isinstance(node, ast.FunctionDef)]
    inside = [
        node for function in functions for node in ast.walk(function) if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert not inside


@pytest.mark.parametrize("path", CODE, ids=str)
def test_files_and_functions_stay_small(path):
    text = (ROOT / path).read_text()
    assert len(text.splitlines()) <= 300
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 40, node.name


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_templates_stay_small_and_hold_no_script_or_style(path):
    text = path.read_text()
    assert len(text.splitlines()) <= 120
    for forbidden in ("<style", " style=", "<script>", " onclick=", " onload=", "javascript:"):
        assert forbidden not in text


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_rendered_html_is_marked_safe(path):
    for word in path.read_text().split("|safe")[:-1]:
        assert word.endswith(("_html", "{{ html")), word[-40:]


def test_every_name_says_something():
    assert not {path.stem for path in FILES} & NAMES_THAT_SAY_NOTHING
