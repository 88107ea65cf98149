# Inside the container of systemd.sh: timers of every kind, then what jobtrack-tui says of them, then its own units.
set -eu
export TZ=UTC HOME=/root PATH=/opt/jobtrack-tui/current/node_modules/.bin:/usr/sbin:/usr/bin:/sbin:/bin
out=/jobtrack-out
units=/etc/systemd/system
systemctl --version | head -n 1
mkdir -p /var/log/journal /etc/jobtrack
# Whoever is not root asks systemd by it.
systemctl start dbus.socket
: > $out/truth; chmod 666 $out/truth

# name, the timer's lines, the service's lines, what it does.
job() {
  { printf '[Timer]\nAccuracySec=10ms\n'; printf '%b\n' "$2"; printf '[Install]\nWantedBy=timers.target\n'; } > "$units/jt-$1.timer"
  { printf '[Unit]\n%b\n[Service]\nType=oneshot\nExecStart=/bin/sh /job-%s.sh\n' "$3" "$1"; [ -z "${5:-}" ] || printf '%b\n' "$5"; } > "$units/jt-$1.service"
  printf 'echo "%s $(date +%%s)" >> %s/truth\n%s\n' "$1" "$out" "$4" > "/job-$1.sh"
}
job good 'OnCalendar=*:*:00/20' '' true
job fails 'OnCalendar=*:*:05/20' '' 'exit 3'
job killed 'OnCalendar=*:*:10/20' '' 'kill -9 $$'
job slow 'OnCalendar=*:*:00' '' 'sleep 6'
job late-timeout 'OnCalendar=*:*:15' '' 'sleep 60' 'TimeoutStartSec=3'
job skipped 'OnCalendar=*:*:20' 'ConditionPathExists=/no/such/file' true
job stopped 'OnCalendar=*:*:00/20' '' true
job once 'OnActiveSec=2s' '' true
job long 'OnActiveSec=2s' '' 'exec sleep 600'
job unloaded 'OnCalendar=*:*:00/20' '' true
job never 'OnCalendar=*:*:00/20' '' true
systemctl daemon-reload
dayStart=$(date +%H:%M)
# One that is not enabled is forgotten by systemd once it is stopped.
systemctl --quiet enable jt-stopped.timer
for name in good fails killed slow late-timeout skipped stopped unloaded once long; do systemctl start "jt-$name.timer"; done
started=$(date +%s)

cat > $out/config.yaml <<CONFIG
timezone: UTC
database: /var/tmp/jobtrack-test.db
environments:
  host:
    refresh: 1s
    dayStart: "$dayStart"
    sources:
      - {adapter: systemd, options: {units: ["jt-*.service"]}}
      - {adapter: systemd-timers}
    expect: [{job: "jt-*", grace: 4s, maxRuntime: 1h}]
CONFIG
chmod 600 $out/config.yaml
jobtrack() { /opt/jobtrack-tui/current/bin/jobtrack-tui "$@" --config $out/config.yaml; }
# Each has had its first run, of those of every twenty seconds.
sleep 24
jobtrack collect
systemctl stop jt-stopped.timer jt-unloaded.timer
# Two whole minutes are compared, and what is due in the last of their seconds has its time.
first=$(( (started / 60 + 1) * 60 ))
while [ "$(date +%s)" -lt $((first + 132)) ]; do sleep 1; done
jobtrack collect
echo "$first $((first + 120))" > $out/span
jobtrack runs --cached --json > $out/runs.json 2>/dev/null || jobtrack runs --json > $out/runs.json
jobtrack slots --cached --json > $out/slots.json
jobtrack drift --cached --json > $out/drift.json
jobtrack collections --json > $out/collections.json
journalctl -o short-unix _PID=1 --no-pager > $out/journal.txt || true

# Its own units, as docs/deployment.md has them.
useradd --system --home-dir /var/lib/jobtrack --shell /usr/sbin/nologin jobtrack
sed 's#/var/tmp/jobtrack-test.db#/var/lib/jobtrack/jobtrack.db#' $out/config.yaml > /etc/jobtrack/config.yaml
chown root:jobtrack /etc/jobtrack/config.yaml; chmod 640 /etc/jobtrack/config.yaml
show() { for property in ActiveState SubState Result ExecMainStatus NRestarts StatusText; do printf '%s=%s ' $property "$(systemctl show "$1" -p $property --value)"; done; }
reach() { i=0; until [ "$(systemctl show "$1" -p ActiveState --value)" = "$2" ] || [ $i -ge 60 ]; do sleep 0.5; i=$((i + 1)); done; }
# The package brings a runtime of its own; here it is the one beside the program.
for unit in jobtrack-tui jobtrack-tui-collect; do
  mkdir -p "$units/$unit.service.d"
  printf '[Service]\nEnvironment=PATH=/opt/jobtrack-tui/current/node_modules/.bin:/usr/bin:/bin\n' > "$units/$unit.service.d/runtime.conf"
done
systemctl daemon-reload
{
  systemctl start jobtrack-tui-collect.service && echo "collect.service started: $(show jobtrack-tui-collect.service)" || echo "collect.service FAILED: $(show jobtrack-tui-collect.service)"
  systemctl start jobtrack-tui-collect.timer && echo "collect.timer: $(show jobtrack-tui-collect.timer)"
  systemctl stop jobtrack-tui-collect.timer
  systemctl start jobtrack-tui.service && echo "service: $(show jobtrack-tui.service)" || echo "service FAILED: $(show jobtrack-tui.service)"
  sleep 3
  # The signal is sent at once, that it reloads is told later.
  systemctl reload jobtrack-tui.service && sleep 3 && reach jobtrack-tui.service active && echo "reloaded: $(show jobtrack-tui.service)"
  sleep 2
  systemctl stop jobtrack-tui.service && reach jobtrack-tui.service inactive && echo "stopped: $(show jobtrack-tui.service)"
  journalctl -u jobtrack-tui -u jobtrack-tui-collect -o cat --no-pager
} > $out/own.txt 2>&1
