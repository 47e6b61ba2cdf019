#!/usr/bin/env bash
# Installs Debian packages without letting any of them start a server: the stack runs its own.
# As root. Usage: apt.sh PACKAGE...
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive

# Debian's way to say so; a machine that has an answer of its own keeps it.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' > "$policy"
  chmod 755 "$policy"
  trap 'rm -f "$policy"' EXIT
fi

had_rabbitmq=$(dpkg-query --show --showformat='${db:Status-Abbrev}' rabbitmq-server 2>/dev/null || true)
apt-get update -qq
apt-get install -qq --yes --no-install-recommends "$@" > /dev/null

# Nor at the next boot, where it was us who brought it.
if [ -z "$had_rabbitmq" ] && command -v systemctl > /dev/null; then
  systemctl --quiet disable rabbitmq-server 2> /dev/null || true
fi
