#!/bin/sh
# Runs PostgreSQL with pg_cron for some minutes in a cluster of its own, with jobs that succeed, fail, run long, are cancelled,
# disabled, taken out and put in, and with a server that is down for a while; then compares every run, verdict and schedule of
# jobtrack-tui with cron.job_run_details and cron.job. Needs root (to become postgres) and Debian's package archive; listens on
# loopback and on a socket in a temporary folder. Usage: npm run test:real:pg-cron [-- MINUTES]        (default 5)
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
minutes=${1:-5}
bin=/usr/lib/postgresql/15/bin
PATH="$root/node_modules/.bin:$PATH"
work=$(mktemp -d)
[ "$(id -u)" = 0 ] || { echo "pg-cron.sh: run it as root: it becomes postgres" >&2; exit 2; }
if ! [ -x "$bin/postgres" ] || ! [ -e /usr/share/postgresql/15/extension/pg_cron.control ]; then
  # No cluster of the system's is made or started.
  mkdir -p /etc/postgresql-common
  [ -e /etc/postgresql-common/createcluster.conf ] || echo 'create_main_cluster = false' > /etc/postgresql-common/createcluster.conf
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    postgresql-15 postgresql-15-cron >/dev/null
fi
[ -f "$root/dist/cli.js" ] || (cd "$root" && npm run --silent build)

finish() {
  as_postgres "$bin/pg_ctl" -D "$cluster/data" -m immediate stop >/dev/null 2>&1 || true
  if [ -n "${JOBTRACK_KEEP:-}" ]; then echo "kept $work"; else rm -rf "$work"; fi
}
as_postgres() { (cd / && runuser -u postgres -- "$@"); }
trap finish EXIT
trap 'exit 130' INT TERM

port=$((20000 + $$ % 20000))
# What PostgreSQL writes: the configuration's folder must be root's alone.
cluster="$work/cluster"
mkdir "$cluster"; chmod 711 "$work"
echo "secret" > "$cluster/password"; chown -R postgres: "$cluster"
as_postgres "$bin/initdb" -D "$cluster/data" -A scram-sha-256 --auth-local=trust --pwfile="$cluster/password" -E UTF8 --locale=C.UTF-8 > /dev/null
# A zone of the server's that is neither the environment's nor UTC: nothing may depend on it.
cat >> "$cluster/data/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
port = $port
unix_socket_directories = '$cluster'
timezone = 'America/New_York'
shared_preload_libraries = 'pg_cron'
cron.host = '$cluster'
fsync = off
CONF
start_server() { as_postgres "$bin/pg_ctl" -D "$cluster/data" -l "$cluster/data/server.log" -w -t 60 start > /dev/null; }
sql() { as_postgres psql -XAtq -v ON_ERROR_STOP=1 -h "$cluster" -p "$port" -d postgres -c "$1"; }
start_server
sql "CREATE EXTENSION pg_cron; CREATE TABLE written(at timestamptz)"
sql "CREATE ROLE limited LOGIN PASSWORD 'limited'; GRANT USAGE ON SCHEMA cron TO limited"
sql "CREATE DATABASE other"
echo "PostgreSQL $(sql 'SHOW server_version'), pg_cron $(dpkg-query -W -f '${Version}' postgresql-15-cron)"

began=$(date +%s)
first=$(( (began / 60 + 1) * 60 ))
[ $((first - began)) -ge 20 ] || first=$((first + 60))
last=$(( first + minutes * 60 ))
at() { echo $(( (first / 60 + $1) % 60 )); }

: > "$work/jobs"
schedule() { # name schedule command: notes its number, by which its runs go
  id=$(sql "SELECT cron.schedule(\$n\$$1\$n\$, '$2', \$c\$$3\$c\$)")
  echo "$id|$1" >> "$work/jobs"
}
schedule quick '* * * * *' 'SELECT 1'
schedule writing '* * * * *' 'INSERT INTO written VALUES (clock_timestamp())'
schedule failing '* * * * *' 'SELECT 1/0'
schedule hostile '* * * * *' "DO \$\$ BEGIN RAISE EXCEPTION E'two\\nlines \\x1b[31mred\\x1b]0;title\\x07 | \"quoted\"'; END \$\$"
schedule slow '* * * * *' 'SELECT pg_sleep(20)'
schedule overlapping '* * * * *' 'SELECT pg_sleep(75)'
schedule cancelled '* * * * *' "SELECT pg_sleep(600) /* to be cancelled */"
schedule terminated '* * * * *' "SELECT pg_sleep(600) /* to be terminated */"
schedule endless "$(at $((minutes - 1))) * * * *" 'SELECT pg_sleep(900)'
schedule even '*/2 * * * *' 'SELECT 1'
schedule odd '1-59/2 * * * *' 'SELECT 1'
schedule named '* * * jan-dec sun-sat' 'SELECT 1'
schedule "it's \"odd\" | é" '* * * * *' 'SELECT 1'
schedule later '30 3 1 1 *' 'SELECT 1'
schedule disabled '* * * * *' 'SELECT 1'
schedule switched '* * * * *' 'SELECT 1'
schedule removed '* * * * *' 'SELECT 1'
schedule elsewhere '* * * * *' 'SELECT 1'
schedule nowhere '* * * * *' 'SELECT 1'
id=$(sql "SELECT cron.schedule('* * * * *', 'SELECT 2')")
echo "$id|$id" >> "$work/jobs"
sql "SELECT cron.alter_job(jobid, active := false) FROM cron.job WHERE jobname = 'disabled'" > /dev/null
sql "UPDATE cron.job SET database = 'other' WHERE jobname = 'elsewhere'; UPDATE cron.job SET database = 'not_there' WHERE jobname = 'nowhere'"
sql "UPDATE cron.job SET username = 'limited', nodename = '$cluster' WHERE jobname = 'quick'"

echo "127.0.0.1:$port:*:postgres:secret" > "$work/pgpass"; chmod 600 "$work/pgpass"
# An environment: its name, the options of its source, what else the source has, what else the environment has.
environment() {
  cat <<ENVIRONMENT
  $1:
    refresh: 1s
    dayStart: "$(date -u -d '-12 hours' +%H):00"
    ${4:-title: $1}
    sources: [{adapter: pg-cron, options: {$2}${3:+, $3}}]
    expect:
      - {job: removed, schedule: "* * * * *", grace: 20s}
      - {job: added, schedule: "* * * * *", grace: 20s}
      - {job: ghost, schedule: "* * * * *", grace: 20s}
      - {job: "*", grace: 20s, maxRuntime: 200s}
ENVIRONMENT
}
{
  echo "timezone: Europe/London"
  echo "database: $work/jobtrack.db"
  echo "environments:"
  environment by-socket "host: $cluster, port: $port, user: postgres"
  environment by-password "host: 127.0.0.1, port: $port, user: postgres" "env: {PGPASSFILE: $work/pgpass}"
  environment via-postgres "host: $cluster, port: $port" "" "via: [runuser, -u, postgres, --]"
  environment refuses "host: 127.0.0.1, port: $((port + 1)), user: postgres"
  environment no-password "host: 127.0.0.1, port: $port, user: postgres" "env: {PGPASSFILE: /dev/null}"
  environment no-extension "database: other, host: $cluster, port: $port, user: postgres"
  environment no-such-user "database: 'postgresql://nobody@/postgres?host=$cluster&port=$port'"
} > "$work/config.yaml"
chmod 600 "$work/config.yaml"
jobtrack() { node "$root/bin/jobtrack-tui" "$@" --config "$work/config.yaml" --quiet; }
# What is there to be seen; the broken ones are asked for at the end.
collect() { jobtrack collect --env by-socket --env by-password --env via-postgres > /dev/null 2>&1 || true; }
jobtrack collect --env by-socket --env by-password --env via-postgres
echo "$(wc -l < "$work/jobs") jobs, $minutes minutes from $(date -u -d "@$first" +%H:%M:%S) UTC"

until_second() { while [ "$(date +%s)" -lt $((first + $1)) ]; do sleep 0.5; done; }
backend() { echo "SELECT $1(pid) FROM pg_stat_activity WHERE query LIKE '%to be $2 */' AND pid <> pg_backend_pid()"; }
minute=0
while [ $minute -lt "$minutes" ]; do
  until_second $((minute * 60 + 12))
  sql "$(backend pg_cancel_backend cancelled)" > /dev/null || true
  sql "$(backend pg_terminate_backend terminated)" > /dev/null || true
  until_second $((minute * 60 + 28))
  case $minute in
    1)
      # Its last run has not been collected: pg_cron forgets its name, jobtrack-tui does not.
      sql "SELECT cron.alter_job(jobid, active := false) FROM cron.job WHERE jobname = 'switched'; SELECT cron.unschedule('removed')" > /dev/null
      schedule added '* * * * *' 'SELECT 1' ;;
    2)
      # The server goes down in a minute, is not there at the beginning of the next, and comes back in it.
      as_postgres "$bin/pg_ctl" -D "$cluster/data" -m fast -w stop > /dev/null
      collect
      until_second $((minute * 60 + 75))
      start_server ;;
  esac
  collect
  minute=$((minute + 1))
done
until_second $((minutes * 60 + 25))
for env in refuses no-password no-extension no-such-user; do jobtrack collect --env $env > /dev/null 2>&1 || true; done
collect
judged=$(date +%s)
sql "SELECT coalesce(json_agg(d), '[]') FROM (SELECT runid, jobid, status, return_message, extract(epoch FROM start_time) AS started, extract(epoch FROM end_time) AS ended FROM cron.job_run_details) d" > "$work/details.json"
jobtrack slots --cached --json > "$work/slots.json"
jobtrack runs --json > "$work/runs.json"
jobtrack drift --cached --json > "$work/drift.json" || true
jobtrack collections --json > "$work/collections.json"
node "$root/test/real/compare-pg-cron.ts" "$work" "$first" "$last" "$judged"
