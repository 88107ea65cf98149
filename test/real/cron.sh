#!/bin/sh
# Runs Debian's real cron for some minutes and compares every verdict of jobtrack-tui with what the jobs themselves
# wrote down. Needs root and Debian's package archive; changes nothing that it does not put back. Usage:
#   npm run test:real:cron [-- MINUTES]        (default 5)
set -eu

minutes=${1:-5}
root=$(cd "$(dirname "$0")/../.." && pwd)
PATH="$root/node_modules/.bin:$PATH"
crontab=/etc/cron.d/jobtrack-real-test
work=$(mktemp -d)

[ "$(id -u)" = 0 ] || { echo "cron.sh: run it as root: it starts a cron daemon" >&2; exit 2; }
if [ -e "$crontab" ] || pidof cron >/dev/null; then
  echo "cron.sh: a cron daemon is running (or $crontab is there): not touching it" >&2
  exit 2
fi
if ! command -v cron >/dev/null || ! command -v busybox >/dev/null; then
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq cron busybox >/dev/null
fi
[ -f "$root/dist/cli.js" ] || (cd "$root" && npm run --silent build)

finish() {
  rm -f "$crontab"
  kill ${cron_pid:-} ${syslog_pid:-} 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT INT TERM

# A job writes down when it starts and ends, with what exit code: the truth that the verdicts are compared with.
cat > "$work/job.sh" <<'JOB'
#!/bin/sh
name=$1 sleep=$2 code=$3
echo "$name start $(date +%s)" >> "$(dirname "$0")/truth"
sleep "$sleep"
echo "$name end $(date +%s) $code" >> "$(dirname "$0")/truth"
exit "$code"
JOB
chmod 755 "$work" "$work/job.sh"
: > "$work/truth"

write_crontab() {
  { for job in "$@"; do echo "* * * * * root $work/job.sh $job"; done; } > "$work/crontab.new"
  chmod 644 "$work/crontab.new"
  mv "$work/crontab.new" "$crontab"
  # cron rereads what has changed since the minute before: its clock is the folder's time stamp.
  touch /etc/cron.d
}

busybox syslogd -n -O "$work/syslog" & syslog_pid=$!
while [ ! -S /dev/log ]; do sleep 0.1; done
write_crontab "quick 0 0" "failing 1 3" "slow 15 0" "removed 0 0"
cron -f -L 15 & cron_pid=$!

expect() { echo "      - {job: \"$work/job.sh $1\", schedule: \"* * * * *\", grace: 20s}"; }
cat > "$work/config.yaml" <<CONFIG
timezone: UTC
database: $work/jobtrack.db
environments:
  this-host:
    refresh: 1s
    sources:
      - {adapter: cron, options: {file: $work/syslog}}
    expect:
$(expect "quick 0 0")
$(expect "failing 1 3")
$(expect "slow 15 0")
$(expect "removed 0 0")
CONFIG
chmod 600 "$work/config.yaml"

began=$(date +%s)
first=$(( (began / 60 + 1) * 60 ))
removed_at=$(( first + 120 ))
last=$(( first + minutes * 60 ))
echo "cron $(dpkg-query -W -f '${Version}' cron) with -L 15, $minutes minutes, until $(date -u -d "@$last" +%H:%M:%S) UTC"

jobtrack() { node "$root/bin/jobtrack-tui" "$@" --config "$work/config.yaml" --quiet; }

while [ "$(date +%s)" -lt "$((last + 25))" ]; do
  if [ "$(date +%s)" -ge "$((removed_at - 30))" ] && [ -z "${is_removed:-}" ]; then
    write_crontab "quick 0 0" "failing 1 3" "slow 15 0"
    is_removed=$(date +%s)
    echo "took \"removed\" out of the crontab at $(date -u -d "@$is_removed" +%H:%M:%S)"
  fi
  jobtrack collect > /dev/null
  sleep 5
done

jobtrack slots --fresh --json > "$work/slots.json"
jobtrack --json --cached > "$work/report.json"
node "$root/test/real/compare-cron.ts" "$work" "$first" "$last"
