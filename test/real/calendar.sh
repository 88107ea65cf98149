#!/bin/sh
# Compares thousands of calendar events with systemd-analyze of Debian's systemd package (no running systemd is needed).
#   npm run test:real:calendar [-- EXPRESSIONS [SEED]]      (default 12000 expressions)
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
PATH="$root/node_modules/.bin:$PATH"
command -v systemd-analyze >/dev/null ||
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends systemd >/dev/null; }
exec node "$root/test/real/calendar.ts" "${1:-12000}" "${2:-20261130}"
