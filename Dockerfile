# syntax=docker/dockerfile:1
# One image for web, worker and scheduler; the engines are services of their own (docker-compose.yml).

FROM node:22.21-bookworm-slim AS pages
WORKDIR /src/frontend
COPY frontend/package.json frontend/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY frontend/ ./
RUN npm run build

FROM python:3.13-slim-bookworm AS packages
# `TORCH_BUILD=cpu` gives the small CPU build of torch, `cuda` the default one with CUDA inside.
ARG TORCH_BUILD=cpu
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
WORKDIR /src
COPY requirements.lock ./
COPY requirements/ requirements/
RUN if [ "$TORCH_BUILD" = cpu ]; then export PIP_EXTRA_INDEX_URL=https://download.pytorch.org/whl/cpu; fi; \
    pip install -r requirements/app.in -c requirements.lock

FROM python:3.13-slim-bookworm
RUN useradd --uid 1000 --create-home arboretum && install -d -o arboretum -g arboretum /app/var
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 DJANGO_SETTINGS_MODULE=explorer.settings VAR_DIR=/app/var
WORKDIR /app
COPY --from=packages /opt/venv /opt/venv
COPY --chown=arboretum:arboretum manage.py requirements.lock LICENSE ./
COPY --chown=arboretum:arboretum jobs/ jobs/
COPY --chown=arboretum:arboretum papers/ papers/
COPY --chown=arboretum:arboretum compute/ compute/
COPY --chown=arboretum:arboretum synthesis/ synthesis/
COPY --chown=arboretum:arboretum graph/ graph/
COPY --chown=arboretum:arboretum explorer/ explorer/
COPY --from=pages --chown=arboretum:arboretum /src/frontend/dist frontend/dist
USER 1000
VOLUME /app/var
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=40s --retries=4 \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["uvicorn", "explorer.asgi:application", "--host", "0.0.0.0", "--port", "8000"]
