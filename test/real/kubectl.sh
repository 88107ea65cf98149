#!/bin/sh
# Asks a real kubectl for recorded lists served on loopback. Installs Debian's kubernetes-client if there is no kubectl.
#   npm run test:real:kubectl
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
PATH="$root/node_modules/.bin:$PATH"
command -v kubectl >/dev/null ||
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends kubernetes-client >/dev/null; }
exec node "$root/test/real/kubectl.ts"
