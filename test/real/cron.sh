#!/bin/sh
# Runs Debian's real cron for some minutes and compares every verdict of jobtrack-tui with what the jobs themselves wrote down.
# With --ssh all of it is read through an OpenSSH server on loopback as well, and from hosts that are broken in five ways.
# Needs root and Debian's package archive; puts back what it changes. Usage:
#   npm run test:real:cron [-- MINUTES]        (default 5)
#   npm run test:real:ssh [-- MINUTES]
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
here="$root/test/real"
with_ssh=
[ "${1:-}" = --ssh ] && { with_ssh=yes; shift; }
minutes=${1:-5}
PATH="$root/node_modules/.bin:$PATH"
TZ=UTC
export TZ
folder=/etc/cron.d
work=$(mktemp -d)

[ "$(id -u)" = 0 ] || { echo "cron.sh: run it as root: it starts a cron daemon" >&2; exit 2; }
if [ -e "$folder/jobtrack-real-test" ] || pidof cron >/dev/null; then
  echo "cron.sh: a cron daemon is running (or $folder/jobtrack-real-test is there): not touching it" >&2
  exit 2
fi
if crontab -u daemon -l >/dev/null 2>&1; then
  echo "cron.sh: user daemon has a crontab: not touching it" >&2
  exit 2
fi
if ! command -v cron >/dev/null || ! command -v busybox >/dev/null || ! command -v sshd >/dev/null; then
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq cron busybox openssh-server >/dev/null
fi
[ -f "$root/dist/cli.js" ] || (cd "$root" && npm run --silent build)

finish() {
  rm -f "$folder"/jobtrack-real-test*
  crontab -u daemon -r 2>/dev/null || true
  kill ${cron_pid:-} ${syslog_pid:-} ${sshd_pid:-} 2>/dev/null || true
  [ -e "$work/pids" ] && kill $(cat "$work/pids") 2>/dev/null || true
  if [ -n "${JOBTRACK_KEEP:-}" ]; then echo "kept $work"; else rm -rf "$work"; fi
}
trap finish EXIT INT TERM

# A job writes down when it starts and ends, with what exit code or signal: the truth that the verdicts are compared with.
cat > "$work/job.sh" <<'JOB'
#!/bin/sh
name=$1 sleep=$2 end=$3 work=$(dirname "$0")
echo "$name start $(date +%s)" >> "$work/truth"
[ "$name" = endless ] && echo $$ >> "$work/pids"
[ "$name" = noisy ] && { echo "to standard output: $(date)"; echo "(root) CMD (to standard error)" >&2; }
sleep "$sleep"
case $end in
  KILL | TERM) echo "$name end $(date +%s) 1" >> "$work/truth"; kill -"$end" $$ ;;
esac
echo "$name end $(date +%s) $end" >> "$work/truth"
exit "$end"
JOB
chmod 755 "$work" "$work/job.sh"
: > "$work/truth"; : > "$work/pids"
chmod 666 "$work/truth" "$work/pids"

began=$(date +%s)
first=$(( (began / 60 + 1) * 60 ))
[ $((first - began)) -ge 12 ] || first=$((first + 60))
last=$(( first + minutes * 60 ))
at() { echo $(( (first / 60 + $1) % 60 )); }

# name|schedule|command line after job.sh|where its crontab line is. The last field: "system" and "user" run; "late" is added
# after two minutes, "early" taken out then; the others do not run: cron refuses their files, or there is none.
cat > "$work/jobs" <<JOBS
quick|* * * * *|0 0|system
failing|* * * * *|1 3|system
slow|* * * * *|15 0|system
code255|* * * * *|0 255|system
killed|* * * * *|1 KILL|system
terminated|* * * * *|1 TERM|system
noisy|* * * * *|0 0|system
even|*/2 * * * *|0 0|system
odd|1-59/2 * * * *|2 1|system
list|$(at 1),$(at 3) * * * *|0 0|system
named|* * * jan-dec sun-sat|0 0|system
percent|* * * * *|0 0 %first line%second line|system
quoted|* * * * *|0 0 'a # b' "c;d"|system
overlapping|* * * * *|75 0|system
endless|$(at 0) * * * *|900 0|system
discovered|* * * * *|0 0|system
user|* * * * *|0 0|user
added|* * * * *|0 0|late
removed|* * * * *|0 0|early
ghost|* * * * *|0 0|bad-user
insecure|* * * * *|0 0|insecure
dotted|* * * * *|0 0|dotted
never|* * * * *|0 0|nowhere
JOBS

line() { printf '%s root %s/job.sh %s %s\n' "$2" "$work" "$1" "$3"; }
# Writes the crontabs; the arguments are which of the jobs that come and go are there.
write_crontabs() {
  : > "$work/crontab.new"
  while IFS='|' read -r name schedule rest where; do
    case " system $* " in *" $where "*) line "$name" "$schedule" "$rest" >> "$work/crontab.new" ;; esac
    case $where in
      bad-user) line "$name" "$schedule" "$rest" | sed 's/ root / ghost /' > "$folder/jobtrack-real-test-ghost" ;;
      insecure) line "$name" "$schedule" "$rest" > "$folder/jobtrack-real-test-open"; chmod 666 "$folder/jobtrack-real-test-open" ;;
      dotted) line "$name" "$schedule" "$rest" > "$folder/jobtrack-real-test.dotted" ;;
      user) line "$name" "$schedule" "$rest" | sed 's/ root / /' | crontab -u daemon - ;;
    esac
  done < "$work/jobs"
  chmod 644 "$work/crontab.new"
  mv "$work/crontab.new" "$folder/jobtrack-real-test"
  # cron rereads what has changed since the minute before: its clock is the folder's time stamp.
  touch "$folder"
}

busybox syslogd -n -O "$work/syslog" & syslog_pid=$!
while [ ! -S /dev/log ]; do sleep 0.1; done
write_crontabs early
cron -f -L 15 & cron_pid=$!

# What is declared, but for "discovered" and "user": those the crontabs tell of, with the grace of the last line.
expectations() {
  echo "    expect:"
  while IFS='|' read -r name schedule rest where; do
    case $name in discovered | user) continue ;; esac
    command=$(printf '%s' "$rest" | sed 's/ *%.*//')
    echo "      - {job: '$work/job.sh $name $(printf '%s' "$command" | sed "s/'/''/g")', schedule: \"$schedule\", grace: 20s, maxRuntime: 200s}"
  done < "$work/jobs"
  echo "      - {job: '$work/job.sh *', grace: 20s, maxRuntime: 200s}"
}
sources() {
  echo "    sources:"
  echo "      - {adapter: cron, options: {file: $work/syslog}, timeout: 25s}"
  echo "      - {adapter: crontab, timeout: 25s}"
}
{
  echo "timezone: UTC"
  echo "database: $work/jobtrack.db"
  echo "environments:"
  echo "  this-host:"
  echo "    refresh: 1s"
  sources
  expectations
  [ -z "$with_ssh" ] || . "$here/ssh-hosts.sh"
} > "$work/config.yaml"
chmod 600 "$work/config.yaml"

echo "cron $(dpkg-query -W -f '${Version}' cron) with -L 15, $(wc -l < "$work/jobs") jobs, $minutes minutes, until $(date -u -d "@$last" +%H:%M:%S) UTC"

jobtrack() { node "$root/bin/jobtrack-tui" "$@" --config "$work/config.yaml" --quiet; }

changed=
while [ "$(date +%s)" -lt "$((last + 25))" ]; do
  if [ -z "$changed" ] && [ "$(date +%s)" -ge "$((first + 90))" ]; then
    write_crontabs late
    changed=$(date +%s)
    echo "took \"removed\" out of the crontab and put \"added\" into it at $(date -u -d "@$changed" +%H:%M:%S)"
  fi
  jobtrack collect --env this-host ${with_ssh:+--env by-ssh --env banner} > /dev/null || true
  sleep 5
done

jobtrack collect --env this-host ${with_ssh:+--env by-ssh --env banner} > /dev/null || true
# One after the other: what is slow on a busy machine must not look like what hangs.
for broken in ${with_ssh:+hangs drops chatty changed-key refuses}; do jobtrack collect --env "$broken" > /dev/null || true; done
jobtrack slots --cached --json > "$work/slots.json"
jobtrack --json --cached > "$work/report.json"
jobtrack collections --json > "$work/collections.json"
now=$(date +%s)
node "$here/compare-cron.ts" "$work" "$first" "$last" "$now"
