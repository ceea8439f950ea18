# The site in a container; compose.yaml runs it with PostgreSQL.
FROM node:24-slim AS editor
WORKDIR /editor
COPY package.json package-lock.json .npmrc ./
RUN npm ci --silent

FROM python:3.13-slim AS build
WORKDIR /site
# or s3, for uploaded files in a bucket
ARG REQUIREMENTS=run
COPY requirements/ requirements/
RUN python -m venv .venv && .venv/bin/pip install --no-cache-dir --require-hashes -r requirements/${REQUIREMENTS}.txt
COPY . .
COPY --from=editor /editor/node_modules/@github/markdown-toolbar-element/dist/index.js build/parts/parts/markdown-toolbar-element.js
COPY --from=editor /editor/node_modules/@github/paste-markdown/dist/bundle.js build/parts/parts/paste-markdown.js
COPY --from=editor /editor/node_modules/@github/text-expander-element/dist/bundle.js build/parts/parts/text-expander-element.js
# Cutting the serif and collecting files needs settings, but no secret.
RUN export SECRET_KEY=only-for-building-0123456789-abcdefghijklmnopqrstuvwxyz \
    && .venv/bin/python manage.py build_type \
    && .venv/bin/python manage.py collectstatic --no-input --verbosity 0

FROM python:3.13-slim
RUN useradd --system --home-dir /site site && install -d -o site /site/media
COPY --from=build /site /site
WORKDIR /site
USER site
VOLUME /site/media
EXPOSE 8000
CMD ["sh", "-c", ".venv/bin/python manage.py migrate --verbosity 0 && exec .venv/bin/python manage.py serve --host 0.0.0.0"]
