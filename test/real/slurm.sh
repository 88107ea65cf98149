#!/bin/sh
# Runs a Slurm of one node (slurmctld, slurmd, slurmdbd, MariaDB, munge) on loopback for a few minutes, submits jobs whose ends are
# known, and compares what jobtrack-tui reads from `sacct -P` and from `sacct --json` with them. Needs root and Debian's package
# archive. Every daemon has its own configuration in a temporary folder. Usage: npm run test:real:slurm
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
PATH="$root/node_modules/.bin:/usr/sbin:$PATH"
work=$(mktemp -d)
chmod 755 "$work"
[ "$(id -u)" = 0 ] || { echo "slurm.sh: run it as root: slurmd starts jobs" >&2; exit 2; }
if ! command -v slurmctld >/dev/null || ! command -v slurmdbd >/dev/null || ! command -v mariadbd >/dev/null; then
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    slurmctld slurmd slurmdbd slurm-client mariadb-server munge >/dev/null
fi
[ -f "$root/dist/cli.js" ] || (cd "$root" && npm run --silent build)

pids=
finish() {
  # A job that still runs has a process of its own, which outlives slurmd.
  scancel --quiet --user="$(id -un)" 2>/dev/null || true
  i=0
  while [ $i -lt 20 ] && squeue --noheader 2>/dev/null | grep -q .; do sleep 0.5; i=$((i + 1)); done
  # Backwards: those that were started last depend on the others.
  for pid in $pids; do kill "$pid" 2>/dev/null || true; done
  sleep 1
  for pid in $pids; do kill -9 "$pid" 2>/dev/null || true; done
  if [ -n "${JOBTRACK_KEEP:-}" ]; then echo "kept $work"; else rm -rf "$work"; fi
}
trap finish EXIT INT TERM
started() { pids="$1 $pids"; }
wait_for() { # what, command...
  what=$1; shift
  i=0
  until "$@" > "$work/waiting.log" 2>&1; do
    i=$((i + 1))
    [ $i -lt 120 ] || { echo "slurm.sh: $what did not come up" >&2; tail -n 20 "$work"/*.log >&2; exit 1; }
    sleep 0.5
  done
}

port=$((30000 + $$ % 20000))
host=$(hostname -s)
mkdir -p "$work/munge" "$work/db" "$work/state" "$work/spool"
chown munge: "$work/munge"; chmod 755 "$work/munge"
chown mysql: "$work/db"
head -c 1024 /dev/urandom > "$work/munge/key"; chown munge: "$work/munge/key"; chmod 400 "$work/munge/key"
runuser -u munge -- munged -F --key-file="$work/munge/key" --socket="$work/munge/socket" --pid-file="$work/munge/pid" \
  --log-file="$work/munge/log" --seed-file="$work/munge/seed" > "$work/munged.log" 2>&1 & started $!

mariadb-install-db --no-defaults --user=mysql --datadir="$work/db" --auth-root-authentication-method=normal > "$work/install-db.log" 2>&1
mariadbd --no-defaults --user=mysql --datadir="$work/db" --socket="$work/db/socket" --pid-file="$work/db/pid" \
  --bind-address=127.0.0.1 --port="$port" > "$work/mariadbd.log" 2>&1 & started $!
wait_for mariadbd mariadb --no-defaults -S "$work/db/socket" -e 'SELECT 1'
mariadb --no-defaults -S "$work/db/socket" -e "CREATE DATABASE slurm; GRANT ALL ON slurm.* TO slurm@'127.0.0.1' IDENTIFIED BY 'slurm'; GRANT ALL ON slurm.* TO slurm@localhost IDENTIFIED BY 'slurm'"

cat > "$work/slurmdbd.conf" <<DBD
AuthType=auth/munge
AuthInfo=socket=$work/munge/socket
DbdHost=localhost
DbdAddr=127.0.0.1
DbdPort=$((port + 1))
SlurmUser=root
PidFile=$work/slurmdbd.pid
LogFile=$work/slurmdbd.log
StorageType=accounting_storage/mysql
StorageHost=127.0.0.1
StoragePort=$port
StorageUser=slurm
StoragePass=slurm
StorageLoc=slurm
DBD
chmod 600 "$work/slurmdbd.conf"
cat > "$work/slurm.conf" <<CONF
ClusterName=jobtrack
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$work/munge/socket
SlurmctldPort=$((port + 2))
SlurmdPort=$((port + 3))
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd.pid
SlurmctldLogFile=$work/slurmctld.log
SlurmdLogFile=$work/slurmd.log
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool
SlurmdParameters=config_overrides
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
ReturnToService=2
KillWait=2
OverTimeLimit=0
JobRequeue=1
AccountingStorageType=accounting_storage/slurmdbd
AccountingStorageHost=127.0.0.1
AccountingStoragePort=$((port + 1))
AccountingStoragePass=$work/munge/socket
NodeName=$host NodeAddr=127.0.0.1 CPUs=16 State=UNKNOWN
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
CONF
SLURM_CONF=$work/slurm.conf
export SLURM_CONF
slurmdbd -D > "$work/slurmdbd.out.log" 2>&1 & started $!
wait_for slurmdbd sacctmgr -n show cluster
sacctmgr -i add cluster jobtrack > /dev/null 2>&1 || true
slurmctld -D -f "$SLURM_CONF" > "$work/slurmctld.out.log" 2>&1 & started $!
wait_for slurmctld scontrol ping
slurmd -D -f "$SLURM_CONF" > "$work/slurmd.out.log" 2>&1 & started $!
wait_for 'an idle node' sh -c 'sinfo -h -o %T | grep -q idle'
echo "$(slurmctld -V), node $(sinfo -h -o '%n %T')"

# Submits a job and notes what must be read of it: name, status, exit code ("-" = not compared), and what sacct alone tells.
submit() { # name status[/status-by-sacct] exit-code sbatch-arguments... -- command
  name=$1; echo "$1 ${2%/*} $3 ${2#*/}" >> "$work/truth"; shift 3
  options=
  while [ "$1" != -- ]; do options="$options $1"; shift; done
  shift
  # shellcheck disable=SC2086
  sbatch --parsable -J "$name" -o /dev/null -n 1 $options --wrap "$*"
}
cd /
began=$(date +%s)
submit good succeeded 0 -- 'sleep 1' > /dev/null
submit failing failed 3 -- 'exit 3' > /dev/null
submit signalled failed - -- 'kill -9 $$' > /dev/null
submit out_of_time failed - -t 1 -- 'sleep 300' > /dev/null
submit 'array' succeeded 0 --array=1-3 -- 'sleep 1' > /dev/null
# What is not eligible yet sacct does not list when it is asked for a span of time: squeue does.
submit held held/none - -H -- true > /dev/null
# That the time comes before midnight makes it eligible on the day that sacct is asked for.
submit later waiting/- - --begin=now+20minutes -- true > /dev/null
never=$(submit holder held/none - -H -- true)
submit dependent waiting/none - "--dependency=afterok:$never" -- true > /dev/null
running=$(submit cancelled_running cancelled - -- 'sleep 300')
pending=$(submit cancelled_pending cancelled/none - -H -- true)
again=$(submit requeued succeeded 0 -- "test -e $work/second || { touch $work/second; sleep 300; }")
submit still_running running - -- 'sleep 600' > /dev/null
submit 'odd|name' failed 7 -- 'exit 7' > /dev/null
state() { squeue -h -j "$1" -o %T 2>/dev/null; }
wait_for 'the jobs to run' sh -c "squeue -h -j $running -o %T | grep -q RUNNING && squeue -h -j $again -o %T | grep -q RUNNING"
wait_for 'the first run of the requeued job' test -e "$work/second"
scancel "$running" "$pending"
scontrol requeue "$again"
echo "submitted $(wc -l < "$work/truth") kinds of jobs; waiting for the one-minute limit of one and the requeue of another"
until [ -z "$(squeue -h -n out_of_time,requeued,good,failing -o %T)" ] || [ "$(date +%s)" -ge $((began + 420)) ]; do sleep 3; done
sleep 3

source_env="env: {SLURM_CONF: $SLURM_CONF}"
cat > "$work/config.yaml" <<CONFIG
timezone: UTC
database: $work/jobtrack.db
environments:
  by-columns:
    sources: [{adapter: slurm, $source_env}]
  by-json:
    sources:
      # sacct 22.05 cannot read back for --json the format of times that the adapter asks for.
      - {adapter: slurm, env: {SLURM_CONF: $SLURM_CONF, SLURM_TIME_FORMAT: standard}, command: [sacct, -a, -X, -D, --json, -S, "{start:sacct}", -E, "{end:sacct}"]}
CONFIG
sed -i 's/"{start:sacct}"/"{date}T00:00:00"/; s/"{end:sacct}"/"{nextDate}T00:00:00"/' "$work/config.yaml"
chmod 600 "$work/config.yaml"
jobtrack() { node "$root/bin/jobtrack-tui" "$@" --config "$work/config.yaml" --quiet; }
jobtrack collect || true
jobtrack runs --json > "$work/runs.json"
# `sacct --json` of 22.05 prints return code 0 for every job that failed: what it was is not compared there.
node "$root/test/real/compare-runs.ts" "$work/truth" "$work/runs.json" all by-json
