#!/bin/sh
# Compares what jobtrack-tui reads of Grid Engine's `qacct -f` with the accounting file that it was made to print. Needs Debian's
# package archive, no running Grid Engine: qacct only wants a cell with a name in it. Usage: npm run test:real:qacct
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
PATH="$root/node_modules/.bin:$PATH"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
command -v qacct >/dev/null ||
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends gridengine-client >/dev/null; }
[ -f "$root/dist/cli.js" ] || (cd "$root" && npm run --silent build)

mkdir -p "$work/cell/default/common"
echo localhost > "$work/cell/default/common/act_qmaster"
cp /usr/share/gridengine/default-bootstrap "$work/cell/default/common/bootstrap"
TZ=UTC
export TZ
node "$root/test/real/write-accounting.ts" "$work" "$(date +%s)"
echo "gridengine-client $(dpkg-query -W -f '${Version}' gridengine-client)"
cat > "$work/config.yaml" <<CONFIG
timezone: UTC
database: $work/jobtrack.db
environments:
  grid:
    sources:
      - {adapter: sge, options: {queue: false, file: $work/accounting}, env: {SGE_ROOT: $work/cell, SGE_CELL: default, TZ: UTC}}
CONFIG
chmod 600 "$work/config.yaml"
jobtrack() { node "$root/bin/jobtrack-tui" "$@" --config "$work/config.yaml" --quiet; }
jobtrack collect --days 2
jobtrack runs --days 2 --json > "$work/runs.json"
node "$root/test/real/compare-runs.ts" "$work/truth" "$work/runs.json" brief
