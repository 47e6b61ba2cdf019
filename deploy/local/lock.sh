#!/usr/bin/env bash
# Pins requirements*.in with hashes, for every supported Python, naming no registry.
set -euo pipefail
cd "$(dirname "$0")/../.."

command -v uv > /dev/null || { echo "Locking needs uv: pip install uv" >&2; exit 1; }

pin() {
  uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
    --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" "$@"
}

pin requirements.in --output-file requirements.lock
pin requirements-dev.in --constraint requirements.lock --output-file requirements-dev.lock
