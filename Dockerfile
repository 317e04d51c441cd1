# The production image: web, worker and beat run from it (docker-compose.yml). No tool of development is inside.
ARG BASE=python:3.12-slim-bookworm

# Python packages, each checked by its hash.
FROM ${BASE} AS packages
COPY requirements.lock /tmp/
RUN python3 -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r /tmp/requirements.lock

# Front-end files, with an npm that stays behind in this stage.
FROM ${BASE} AS assets
WORKDIR /app
COPY requirements-dev.lock requirements-node.lock package.json package-lock.json .npmrc ./
COPY devkit devkit
RUN python3 -m venv .venv && python3 -m devkit.assets

FROM ${BASE}
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        fonts-arphic-gkai00mp fonts-noto-cjk libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --no-create-home afterschool \
    && install -d -o afterschool /private
ENV PATH=/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PRIVATE_ROOT=/private STATIC_ROOT=/app/collected
WORKDIR /app
COPY --from=packages /venv /venv
COPY . .
COPY --from=assets /app/static/vendor static/vendor
RUN SECRET_KEY=build FIELD_KEY=build python manage.py collectstatic --no-input
USER 10001
VOLUME /private
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", \
     "--workers", "2", "--blocking-threads", "2", "--log-level", "warning", "afterschool.wsgi:application"]
