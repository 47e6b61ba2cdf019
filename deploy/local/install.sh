#!/usr/bin/env bash
# Installs what the local stack needs: .venv, node_modules and, where missing, packages of Debian;
# with --tests, the browser that tests drive too. Nothing is done that is done already.
set -euo pipefail
cd "$(dirname "$0")/../.."

tests=${1:-}
say() { printf '%s  %s\n' "$(date +%H:%M:%S)" "$*"; }
fail() { printf '%s\n' "$*" >&2; exit 1; }

python_packages() {
  local stamp; stamp="$(python3 --version) $(sha256sum < requirements-dev.lock) $(pwd)"
  [ "$(cat .venv/waymark-stamp 2>/dev/null)" = "$stamp" ] && return
  python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || fail "Waymark needs Python 3.11 or newer"
  say "Installing Python packages into .venv"
  python3 -m venv .venv
  .venv/bin/pip install -qq --disable-pip-version-check --require-hashes -r requirements-dev.lock
  .venv/bin/pip install -qq --disable-pip-version-check --no-deps --no-build-isolation \
    --config-settings editable_mode=compat --editable .
  printf '%s' "$stamp" > .venv/waymark-stamp
}

node_packages() {
  local stamp; stamp="$(sha256sum < package-lock.json)"
  [ "$(cat node_modules/.waymark-stamp 2>/dev/null)" = "$stamp" ] && return
  command -v npm > /dev/null || fail "Waymark needs Node.js 20 with npm"
  say "Installing the front end's packages"
  npm ci --silent --no-audit --no-fund --ignore-scripts
  printf '%s' "$stamp" > node_modules/.waymark-stamp
}

missing_debian_packages() {
  # A server given by AMQP_URL needs none here.
  [ -n "${AMQP_URL:-}" ] || [ -x /usr/lib/rabbitmq/bin/rabbitmq-server ] || echo rabbitmq-server
  [ -n "${MONGODB_URL:-}" ] || /sbin/ldconfig -p | grep -q 'libcurl\.so\.4' || echo libcurl4
  python3 -c 'import ensurepip' 2> /dev/null || echo python3-venv
  # Either does; the shell is the same engine without the windows, in half the time.
  [ "$tests" != --tests ] || command -v chromium-headless-shell > /dev/null ||
    command -v chromium > /dev/null || echo chromium-headless-shell
}

debian_packages() {
  local missing root=(); missing="$(missing_debian_packages)"
  [ -n "$missing" ] || return 0
  if [ "$(id -u)" != 0 ]; then
    command -v sudo > /dev/null || fail "Please install, as root: apt-get install" $missing
    root=(sudo)
  fi
  command -v apt-get > /dev/null || fail "Please install:" $missing
  say "Installing with apt-get:" $missing
  "${root[@]}" bash deploy/local/apt.sh $missing
}

debian_packages
python_packages
node_packages
