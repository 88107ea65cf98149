#!/bin/sh
# Completes command lines in real shells (bash, zsh, fish), by the key in the two that have no way to ask. Needs root on Debian
# where zsh or fish are missing. Usage:
#   npm run test:real:completion
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
PATH="$root/node_modules/.bin:$PATH"
if ! command -v zsh >/dev/null || ! command -v fish >/dev/null; then
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq zsh fish >/dev/null
fi
[ -f "$root/dist/cli.js" ] || (cd "$root" && npm run --silent build)
exec node "$root/test/real/complete-lines.ts"
