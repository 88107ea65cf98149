#!/bin/sh
# Runs Debian's real anacron once, on a table and a spool of its own, with jobs that succeed, fail, are killed, run long, were done today already,
# are not due for days, and one that still runs when it is looked at; then compares every run and verdict of jobtrack-tui with what the jobs were
# made to do. Needs root and Debian's package archive; starts a syslogd of its own. Usage: npm run test:real:anacron
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
PATH="$root/node_modules/.bin:$PATH"
TZ=UTC
export TZ
[ "$(id -u)" = 0 ] || { echo "anacron.sh: run it as root: it opens /dev/log" >&2; exit 2; }
if pidof rsyslogd syslogd >/dev/null 2>&1; then
  echo "anacron.sh: a syslogd is running: not touching it" >&2
  exit 2
fi
if ! command -v anacron >/dev/null || ! command -v busybox >/dev/null; then
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends anacron busybox >/dev/null
fi
[ -f "$root/dist/cli.js" ] || (cd "$root" && npm run --silent build)
work=$(mktemp -d)
finish() {
  kill ${anacron_pid:-} ${syslog_pid:-} 2>/dev/null || true
  [ -s "$work/running" ] && kill "$(cat "$work/running")" 2>/dev/null || true
  wait 2>/dev/null || true
  if [ -n "${JOBTRACK_KEEP:-}" ]; then echo "kept $work"; else rm -rf "$work"; fi
}
trap finish EXIT
trap 'exit 130' INT TERM
until_true() { # what, command...
  what=$1; shift
  i=0
  until "$@" >/dev/null 2>&1; do
    i=$((i + 1)); [ $i -lt 240 ] || { echo "anacron.sh: $what did not come" >&2; cat "$work/syslog" >&2; exit 1; }
    sleep 0.25
  done
}

busybox syslogd -n -O "$work/syslog" & syslog_pid=$!
until_true syslogd sh -c "logger -t anacron.sh began && grep -q began '$work/syslog'"
mkdir "$work/spool"
# period, delay, job, what it does | status and exit code (a signal is a negative one), its verdict.
cat > "$work/jobs" <<JOBS
1|quick|true|succeeded 0|ok
1|slow|sleep 5|succeeded 0|ok
1|fails|exit 3|failed 3|failed
1|fails.255|exit 255|failed 255|failed
1|killed|kill -9 \$\$|failed -9|failed
1|terminated|kill -TERM \$\$|failed -15|failed
1|no-command|no-such-command|failed 127|failed
7|weekly|true|succeeded 0|
@monthly|monthly|exit 4|failed 4|
1|done-today|true|none -|missing
7|done-this-week|true|none -|
1|running|echo \$\$ > $work/running; exec sleep 600|running -|running
JOBS
while IFS='|' read -r period job what _; do printf '%s 0 %s %s\n' "$period" "$job" "$what"; done < "$work/jobs" > "$work/table.body"
{ printf 'SHELL=/bin/sh\nPATH=/usr/bin:/bin\n'; cat "$work/table.body"; } > "$work/anacrontab"
date +%Y%m%d > "$work/spool/done-today"
date -d '-2 days' +%Y%m%d > "$work/spool/done-this-week"
awk -F'|' '{print $2, $4}' "$work/jobs" > "$work/truth"
awk -F'|' '{print $2, $5}' "$work/jobs" | sort > "$work/verdicts"
began=$(date +%s)
at=$(date -d "@$began" +%H:%M)
cat > "$work/config.yaml" <<CONFIG
timezone: UTC
database: $work/jobtrack.db
environments:
  host:
    dayStart: "$(date -d '-12 hours' +%H):00"
    sources:
      - {adapter: cron, command: [cat, $work/syslog]}
      - {adapter: crontab, options: {form: anacron, anacronAt: "$at"}, command: [cat, $work/anacrontab]}
    expect: [{job: "*", grace: 1m, maxRuntime: 1h}]
CONFIG
chmod 600 "$work/config.yaml"
anacron -d -n -t "$work/anacrontab" -S "$work/spool" > "$work/anacron.log" 2>&1 & anacron_pid=$!
until_true "the end of the slow job" grep -q "Job \`slow' terminated" "$work/syslog"
until_true "the running job" test -s "$work/running"
# No verdict of a miss before the minute of grace is over.
while [ "$(date +%s)" -le $((began / 60 * 60 + 61)) ]; do sleep 0.5; done
echo "anacron $(dpkg-query -W -f '${Version}' anacron)"
jobtrack() { node "$root/bin/jobtrack-tui" "$@" --config "$work/config.yaml" --quiet; }
jobtrack collect
jobtrack runs --json > "$work/runs.json"
node "$root/test/real/compare-runs.ts" "$work/truth" "$work/runs.json" all
jobtrack slots --cached --json | node -e '
  const slots = JSON.parse(require("fs").readFileSync(0, "utf8"));
  for (const {job, verdict} of slots) console.log(`${job} ${verdict}`);' | sort > "$work/found"
# What is due every so many days only has no slot.
awk 'NF == 2' "$work/verdicts" > "$work/expected"
diff "$work/expected" "$work/found" && echo "$(wc -l < "$work/found") of $(wc -l < "$work/expected") verdicts are right"
