#!/bin/sh
# Builds a journal with systemd-journal-remote and compares what jobtrack-tui reads of it through `journalctl --file` with what was
# put into it, forged records among it. Needs Debian's package archive, no running systemd. Usage: npm run test:real:journal
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
PATH="$root/node_modules/.bin:$PATH"
remote=/lib/systemd/systemd-journal-remote
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
if ! [ -x $remote ] || ! command -v journalctl >/dev/null; then
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends systemd systemd-journal-remote >/dev/null
fi
[ -f "$root/dist/cli.js" ] || (cd "$root" && npm run --silent build)

node "$root/test/real/write-journal.ts" "$work" "$(date +%s)"
$remote -o "$work/system.journal" "$work/journal.export"
journalctl --version | head -n 1
journalctl --file "$work/system.journal" --verify 2>&1 | tail -n 1

# The adapters' own matches, on a file instead of the system's journal.
matches() {
  printf '_PID=1'
  for id in 7d4958e842da4a758f6c1cdc7b36dcc5 39f53479d3a045ac8e11786248231fbf 7ad2d189f7e94e70a38c781354912448 \
    d9b373ed55a64feb8242e02dbe79a49c 98e322203f7a4ed290d09fe03c09fe15 be02cf6855d2428ba40df7e9d022f03d; do
    printf ' MESSAGE_ID=%s' $id
  done
}
read="journalctl --file $work/system.journal --no-pager -q -o json --since=@\$(({startEpoch} - 86400)) --until=@{endEpoch}"
cat > "$work/config.yaml" <<CONFIG
timezone: UTC
database: $work/jobtrack.db
environments:
  # As the adapters ask, and all records at once: the forged ones reach the adapter too.
  own-matches:
    sources:
      - {adapter: systemd, shell: '$read $(matches)'}
      - {adapter: cron, shell: '$read -t CRON -t cron'}
  every-record:
    sources:
      - {adapter: systemd, shell: '$read'}
      - {adapter: cron, shell: '$read -t CRON -t cron'}
CONFIG
chmod 600 "$work/config.yaml"
jobtrack() { node "$root/bin/jobtrack-tui" "$@" --config "$work/config.yaml" --quiet; }
jobtrack collect --days 2 | tail -n 1
jobtrack runs --days 2 --json > "$work/runs.json"
node "$root/test/real/compare-runs.ts" "$work/truth" "$work/runs.json" brief
