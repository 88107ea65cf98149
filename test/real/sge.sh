#!/bin/sh
# Runs a real Grid Engine of one host for about a minute (qmaster and execd, a cell of its own, in a network of its own that has nothing
# but loopback) with jobs that succeed, fail, are killed, held, deleted, rerun and arrays; then compares what jobtrack-tui reads of `qstat -xml`
# and `qacct`, by the adapter's own command, with what the jobs were made to do. Needs root and Debian's package archive; starts nothing of the
# system's and leaves nothing running. Usage: npm run test:real:sge
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
[ "$(id -u)" = 0 ] || { echo "sge.sh: run it as root: execd starts jobs as other users" >&2; exit 2; }
if ! [ -x /usr/sbin/sge_qmaster ] || ! [ -x /usr/sbin/sge_execd ]; then
  # No daemon of the system's is started: on this path nothing may be asked or begun.
  [ -e /usr/sbin/policy-rc.d ] || { denied=yes; printf '#!/bin/sh\nexit 101\n' > /usr/sbin/policy-rc.d; chmod 755 /usr/sbin/policy-rc.d; }
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    gridengine-master gridengine-exec gridengine-client >/dev/null
  [ -z "${denied:-}" ] || rm /usr/sbin/policy-rc.d
fi
[ -f "$root/dist/cli.js" ] || (cd "$root" && npm run --silent build)
# A host's name must have an address that is not 127.0.0.1: one of the private network's loopback, told by a hosts file of its own.
[ -n "${JOBTRACK_SGE_INSIDE:-}" ] ||
  exec unshare --net --uts --mount --propagation private env JOBTRACK_SGE_INSIDE=yes sh "$0" "$@"

PATH="$root/node_modules/.bin:$PATH"
work=$(mktemp -d)
chmod 755 "$work"
finish() {
  cd /
  for name in execd qmaster; do
    [ -s "$work/$name.pid" ] && kill "$(cat "$work/$name.pid")" 2>/dev/null || true
  done
  i=0
  # Whatever still belongs to this cell: shepherds and their jobs, by where they work.
  while [ $i -lt 20 ]; do
    left=$(own_processes)
    [ -n "$left" ] || break
    [ $i -lt 10 ] || kill -9 $left 2>/dev/null || true
    sleep 0.5; i=$((i + 1))
  done
  if [ -n "${JOBTRACK_KEEP:-}" ]; then echo "kept $work"; else rm -rf "$work"; fi
}
own_processes() {
  for entry in /proc/[0-9]*; do
    case $(readlink "$entry/cwd" 2>/dev/null) in "$work"/*) echo "${entry#/proc/}" ;; esac
  done
}
trap finish EXIT
trap 'exit 130' INT TERM

ip link set lo up
ip addr add 10.99.0.1/32 dev lo
hostname grid1
printf '127.0.0.1 localhost\n10.99.0.1 grid1\n' > "$work/hosts"
mount --bind "$work/hosts" /etc/hosts

cell="$work/sge"
mkdir -p "$cell/default/common" "$work/spool/qmaster/job_scripts" "$work/spool/spooldb" "$work/spool/execd"
for part in bin lib util utilbin; do ln -s "/var/lib/gridengine/$part" "$cell/$part"; done
echo grid1 > "$cell/default/common/act_qmaster"
sed "s#/var/spool/gridengine#$work/spool#" /usr/share/gridengine/default-bootstrap > "$cell/default/common/bootstrap"
chown -R sgeadmin: "$cell" "$work/spool"
SGE_ROOT=$cell SGE_CELL=default SGE_QMASTER_PORT=6444 SGE_EXECD_PORT=6445 SGE_SINGLE_LINE=1 TZ=UTC
export SGE_ROOT SGE_CELL SGE_QMASTER_PORT SGE_EXECD_PORT SGE_SINGLE_LINE TZ
runuser -u sgeadmin -- env SGE_ROOT="$cell" SGE_CELL=default \
  /usr/share/gridengine/scripts/init_cluster "$cell" default "$work/spool/spooldb" sgeadmin > "$work/init.log" 2>&1 ||
  { cat "$work/init.log" >&2; exit 1; }

wait_for() { # seconds, what, command...
  most=$(($1 * 4)); what=$2; shift 2
  i=0
  until "$@" > "$work/waiting.log" 2>&1; do
    i=$((i + 1))
    [ $i -lt $most ] || { echo "sge.sh: $what did not come" >&2; cat "$work/waiting.log" >&2; tail -n 20 "$work"/spool/*/messages /tmp/execd_messages.* /tmp/sge_messages 2>/dev/null >&2; exit 1; }
    sleep 0.25
  done
}
as() { user=$1; shift; runuser -u "$user" -- env SGE_ROOT="$cell" SGE_CELL=default "$@"; }
admin() { as sgeadmin qconf "$@"; }

SGE_ND=1 /usr/sbin/sge_qmaster > "$work/qmaster.log" 2>&1 &
echo $! > "$work/qmaster.pid"
wait_for 60 qmaster admin -sh
admin -ah grid1 > /dev/null 2>&1 || true; admin -as grid1 > /dev/null
admin -sconf | sed "s#^execd_spool_dir.*#execd_spool_dir $work/spool/execd#; s#^reporting_params.*#reporting_params accounting=true reporting=false flush_time=00:00:01 accounting_flush_time=00:00:01#; s#^load_report_time.*#load_report_time 00:00:02#; s#^min_uid.*#min_uid 0#; s#^min_gid.*#min_gid 0#" > "$work/conf"
mkdir "$work/new"; cp "$work/conf" "$work/new/global"
admin -Mconf "$work/new/global" > "$work/admin.log" 2>&1
admin -ssconf | sed 's#^schedule_interval.*#schedule_interval 0:0:1#; s#^flush_submit_sec.*#flush_submit_sec 1#; s#^flush_finish_sec.*#flush_finish_sec 1#' > "$work/sched"
admin -Msconf "$work/sched" > "$work/admin.log" 2>&1
SGE_ND=1 /usr/sbin/sge_execd > "$work/execd.log" 2>&1 &
echo $! > "$work/execd.pid"
{
  printf 'group_name @allhosts\nhostlist grid1\n' > "$work/hosts.group"; admin -Ahgrp "$work/hosts.group"
  admin -sq > "$work/queue"
  sed -i 's#^qname.*#qname all.q#; s#^hostlist.*#hostlist @allhosts#; s#^slots.*#slots 20#; s#^load_thresholds.*#load_thresholds NONE#; s#^shell_start_mode.*#shell_start_mode unix_behavior#; s#^rerun.*#rerun TRUE#; s#^pe_list.*#pe_list NONE#' "$work/queue"
  admin -Aq "$work/queue"
} > "$work/admin.log" 2>&1 || { cat "$work/admin.log" >&2; exit 1; }
echo "Grid Engine $(dpkg-query -W -f '${Version}' gridengine-master)"

mkdir -m 777 "$work/out"
# name, status, exit code (- = not compared), then qsub's options and, after --, what the job does. Prints the job's number. Of what has
# not ended the accounting alone tells nothing.
submit() {
  name=$1 status=$2 code=$3 there=; shift 3
  case $status in held | waiting | running | stuck) there=none ;; esac
  [ $status != stuck ] || status=failed
  options=
  while [ "$1" != -- ]; do options="$options $1"; shift; done
  printf '#!/bin/sh\n%s\n' "$2" > "$work/out/$name.sh"; chmod 755 "$work/out/$name.sh"
  number=$(as daemon qsub -terse -N "$name" -cwd -o "$work/out" -e "$work/out" $options "$work/out/$name.sh" | cut -d. -f1)
  [ -n "$number" ] || { echo "sge.sh: $name was refused" >&2; exit 1; }
  echo "$name $status $code${there:+ $there}" >> "$work/truth"
  echo "$number"
}
cd "$work/out"
submit quick succeeded 0 -- true > /dev/null
submit slow succeeded 0 -- 'sleep 6' > /dev/null
submit fails failed 3 -- 'exit 3' > /dev/null
submit fails-255 failed 255 -- 'exit 255' > /dev/null
submit no-command failed 127 -- 'no-such-command' > /dev/null
submit killed failed - -- 'kill -9 $$' > /dev/null
submit terminated failed - -- 'kill -TERM $$' > /dev/null
submit 'odd.name-1' succeeded 0 -- true > /dev/null
submit array succeeded 0 -t 1-3 -- true > /dev/null
submit array-fails failed - -t 1-3 -- 'exit 4' > /dev/null
submit limited failed - -l h_rt=4 -- 'sleep 60' > /dev/null
held=$(submit held held - -h -- true)
released=$(submit released succeeded 0 -h -- true)
first=$(submit first succeeded 0 -- 'sleep 4')
submit after succeeded 0 -hold_jid "$first" -- true > /dev/null
submit dependent held - -hold_jid "$held" -- true > /dev/null
submit later waiting - -a "$(date -d '+1 hour' +%Y%m%d%H%M)" -- true > /dev/null
submit running running - -- 'sleep 600' > /dev/null
deleted=$(submit deleted failed - -- 'sleep 600')
# It leaves nothing in the accounting: it stays as it was seen last.
gone=$(submit never-ran held - -h -- true)
submit no-directory stuck - -wd /no/such/directory -- true > /dev/null

cat > "$work/config.yaml" <<CONFIG
timezone: UTC
database: $work/jobtrack.db
environments:
  live:
    sources:
      - {adapter: sge, env: {SGE_ROOT: $cell, SGE_CELL: default, TZ: UTC, SGE_QMASTER_PORT: "6444", SGE_EXECD_PORT: "6445"}}
  accounting:
    sources:
      - {adapter: sge, options: {queue: false}, env: {SGE_ROOT: $cell, SGE_CELL: default, TZ: UTC}}
CONFIG
chmod 600 "$work/config.yaml"
jobtrack() { node "$root/bin/jobtrack-tui" "$@" --config "$work/config.yaml" --quiet; }
is_state() { as daemon qstat -u '*' | awk -v job="$1" -v state="$2" '$1 == job && $5 == state {found = 1} END {exit !found}'; }
is_over() { as daemon qacct -j "$1"; }

wait_for 60 "the run of $deleted" is_state "$deleted" r
jobtrack collect > /dev/null || true
as daemon qdel "$deleted" "$gone" > /dev/null
as daemon qrls "$released" > /dev/null
for number in $deleted $released $first; do wait_for 90 "the end of $number" is_over "$number"; done
# The last to end are the limited one and the one after the first.
for name in limited after slow array array-fails; do wait_for 90 "the end of $name" is_over "$name"; done
as daemon qstat -u '*' > "$work/qstat.txt" || true
cat "$work/qstat.txt"
jobtrack collect
jobtrack runs --json > "$work/runs.json"
node "$root/test/real/compare-runs.ts" "$work/truth" "$work/runs.json" all accounting
