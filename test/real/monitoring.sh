#!/bin/sh
# A real Prometheus scrapes the daemon, a real node_exporter reads the file of `metrics --output`, and what they then say is
# compared with `--json`, number by number. Debian's packages are unpacked into a temporary folder (no root, nothing is
# installed); everything listens on loopback and is gone at the end. Takes about a minute. Usage:
#   npm run test:real:monitoring
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
PATH="$root/node_modules/.bin:$work/packages/usr/bin:$PATH"
marker="jobtrack-real-monitoring-$$"

finish() {
  kill ${daemon_pid:-} ${prometheus_pid:-} ${exporter_pid:-} 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

fail() {
  echo "monitoring.sh: $*" >&2
  tail -n 20 "$work"/*.log >&2 || true
  exit 1
}

for package in prometheus prometheus-node-exporter jq; do
  command -v "$package" > /dev/null && [ "$package" != prometheus -o -n "$(command -v promtool)" ] && continue
  (cd "$work" && apt-get download -qq "$package" > /dev/null 2>&1) || fail "$package cannot be had: apt-get update?"
  dpkg -x "$work/$package"_*.deb "$work/packages"
done
[ -f "$root/dist/cli.js" ] || (cd "$root" && npm run --silent build)
echo "$(promtool --version 2>&1 | head -1)"

free_port() { node -e 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})'; }
compare() { node "$root/test/real/compare-monitoring.ts" "$@"; }
jobtrack() { node "$root/bin/jobtrack-tui" "$@" --config "$work/config.yaml"; }

# Three environments of real commands: jobs with names that are made to break a text format, a number, and a failure.
cat > "$work/jobs.sh" <<'JOBS'
#!/bin/sh
today=$(date -u +%F)
echo 'job,status,start'
echo "EOD,OK,${today}T00:00:10Z"
echo "\"quote \"\" and \\\\ backslash\",KO,${today}T00:00:20Z"
echo "\"} 1 jobtrack_build_info 2\",KO,${today}T00:00:30Z"
printf '"caf\303\251 \360\237\222\251",KO,%sT00:00:40Z\n' "$today"
JOBS
chmod 755 "$work/jobs.sh"
daemon_port=$(free_port)
write_config() {
  cat > "$work/config.new" <<CONFIG
timezone: UTC
database: $work/jobtrack.db
refresh: 2s
daemon: {listen: "127.0.0.1:$daemon_port"}
environments:
  prod:
    title: 'Production "one"'
    labels: {region: emea}
    sources: [{adapter: csv, command: [$work/jobs.sh], options: {statuses: {OK: succeeded, KO: failed}}}]
    expect:
      - {job: EOD, schedule: "0 0 * * *", grace: 1m}
      - {job: NEVER, schedule: "0 0 * * *", grace: 1m}
  numbers:
    sources: [{adapter: count, command: [echo, "41"]}]
    expect: [{count: {max: 40}}]
  broken:
    sources: [{adapter: count, command: {shell: "echo no such host >&2; exit 22"}}]
$1
CONFIG
  chmod 600 "$work/config.new"
  mv "$work/config.new" "$work/config.yaml"
}
write_config ""

jobtrack metrics --fresh --jobs --quiet > "$work/hostile.prom" || true
promtool check metrics < "$work/hostile.prom" || fail "promtool rejects the metrics"
echo "promtool check metrics: $(grep -c -v '^#' "$work/hostile.prom") samples, hostile job names among them"
promtool check rules "$root/docs/monitoring/alerts.yml" | grep SUCCESS
(cd "$root/docs/monitoring" && promtool check config prometheus.yml > /dev/null && promtool test rules alerts.test.yml | grep SUCCESS)

JOBTRACK_MARKER=$marker node "$root/bin/jobtrack-tui" collect --daemon --config "$work/config.yaml" 2> "$work/daemon.log" &
daemon_pid=$!
prometheus_port=$(free_port)
sed -e "s/127.0.0.1:9464/127.0.0.1:$daemon_port/" -e 's/interval: 30s/interval: 1s/' -e "s|alerts.yml|$root/docs/monitoring/alerts.yml|" \
  "$root/docs/monitoring/prometheus.yml" > "$work/prometheus.yml"
prometheus --config.file="$work/prometheus.yml" --storage.tsdb.path="$work/tsdb" \
  --web.listen-address="127.0.0.1:$prometheus_port" > "$work/prometheus.log" 2>&1 &
prometheus_pid=$!

echo "Prometheus says what --json says:"
jobtrack --json --cached > /dev/null || fail "no report"
compare prometheus "http://127.0.0.1:$prometheus_port" "http://127.0.0.1:$daemon_port/report.json" "$work/config.yaml" || fail "Prometheus differs"
compare alerts "http://127.0.0.1:$prometheus_port" JobtrackJobMissing JobtrackJobFailed || fail "the alerts do not fire"

write_config '  added:
    sources: [{adapter: count, command: [echo, "7"]}]'
kill -HUP "$daemon_pid"
compare environment "http://127.0.0.1:$prometheus_port" added 7 || fail "the configuration was not read anew"
echo "after SIGHUP: the environment that was added is scraped"
cp "$work/config.yaml" "$work/good.yaml"
echo 'nonsense: 1' >> "$work/config.yaml"
kill -HUP "$daemon_pid"
compare log "$work/daemon.log" reload-failed || fail "a broken configuration was not refused"
cp "$work/good.yaml" "$work/config.yaml"
compare health "http://127.0.0.1:$daemon_port" || fail "the daemon does not go on"
echo "after SIGHUP with a broken configuration: $(grep -o 'nonsense: unknown key' "$work/daemon.log" | head -1), and it goes on"

mkdir "$work/textfile"
jobtrack metrics --cached --output "$work/textfile/jobtrack.prom" --quiet
exporter_port=$(free_port)
prometheus-node-exporter --collector.disable-defaults --collector.textfile --collector.textfile.directory="$work/textfile" \
  --web.listen-address="127.0.0.1:$exporter_port" > "$work/exporter.log" 2>&1 &
exporter_pid=$!
echo "node_exporter's textfile collector says what the file says:"
compare textfile "http://127.0.0.1:$exporter_port" "$work/textfile/jobtrack.prom" || fail "node_exporter differs"

echo "resident memory of the daemon: $(awk '/VmRSS/ {print int($2/1024)}' "/proc/$daemon_pid/status") MiB"
kill -TERM "$daemon_pid"
code=0
wait "$daemon_pid" || code=$?
[ "$code" = 0 ] || fail "the daemon ended with exit code $code"
left=$(grep -l -a "JOBTRACK_MARKER=$marker" /proc/[0-9]*/environ 2>/dev/null || true)
[ -z "$left" ] || fail "left behind: $left"
daemon_pid=
echo "after SIGTERM: exit code 0, no process left"
