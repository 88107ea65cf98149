#!/bin/sh
# Follows docs/deployment.md in a clean Debian without Node: its shell blocks are run as they stand. Installs, collects, fails
# to upgrade, upgrades, rolls back, uninstalls and purges, from archives and from Debian packages. Needs root, Debian's package
# archive (debootstrap) and the npm registry; everything is in one temporary folder. Usage:
#   npm run test:real:deployment [-- FOLDER]     (FOLDER keeps packages and the clean system for the next time)
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
PATH="$root/node_modules/.bin:$PATH"
suite=bookworm
version=$(node -p "require('$root/package.json').version")
[ "$(id -u)" = 0 ] || { echo "deployment.sh: run it as root: it makes a chroot" >&2; exit 2; }
if ! command -v debootstrap >/dev/null; then
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq debootstrap >/dev/null
fi
work=$(mktemp -d)
kept=${1:-$work/kept}
finish() {
  for host in "$work"/host*; do umount "$host/proc" 2>/dev/null || true; done
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

step() { printf '\n== %s\n' "$*"; }
die() { echo "deployment.sh: $*" >&2; exit 1; }

# The shell blocks under a heading of the page.
blocks() {
  awk -v heading="## $1" '
    $0 == heading { within = 1; next }
    /^## / { within = 0 }
    within && /^```sh$/ { code = 1; next }
    /^```$/ { code = 0 }
    within && code' "$root/docs/deployment.md" | grep . || die "docs/deployment.md has no shell block under \"$1\""
}

# Runs in the host as root, with nothing of this environment. No network is needed; that there is none cannot be told.
on_host() { chroot "$host" /usr/bin/env -i PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin HOME=/root LC_ALL=C.UTF-8 timeout 300 sh -euc "cd /root; $1"; }
follow() { step "docs/deployment.md: $1"; blocks "$1" | sed 's/^/    /'; on_host "$(blocks "$1")"; }
expect() { [ "$2" = "$3" ] || die "$1: expected $3, found $2"; echo "   ok: $1: $2"; }

# Everything that was ever seen.
history_of() { on_host "jobtrack-tui runs --from 2026-11-01 --to 2026-11-30 --json"; }
count_runs() { grep -o '"runKey"' | wc -l; }
version_of() { on_host "jobtrack-tui --version"; }
schema_of() { on_host "jobtrack-tui db check" | sed -n 's/.*version \([0-9]*\),.*/\1/p'; }
# Two runs a day.
collect() { on_host "jobtrack-tui collect --from $1 --to $1 --quiet"; }

# The program at this commit under another version, with two more migrations, as a later release would be.
make_release() { # NAME VERSION SECOND-MIGRATION
  [ ! -f "$kept/$1/SHA256SUMS" ] || return 0
  source=$work/source-$1
  mkdir -p "$source"
  (cd "$root" && cp -R bin docs packaging scripts source package.json package-lock.json README.md CHANGELOG.md LICENSE tsconfig.json "$source")
  ln -s "$root/node_modules" "$source/node_modules"
  sed -i "s/\"version\": \".*\"/\"version\": \"$2\"/" "$source/package.json"
  if [ -n "$3" ]; then
    sed -i -z "s/\(export const MIGRATIONS[^;]*[A-Z0-9]\),\?[[:space:]]*\];/\1, 'CREATE TABLE of_next_release(x)', '$3'];/" "$source/source/store/migrations.ts"
    grep -q "of_next_release" "$source/source/store/migrations.ts" || die "the migrations look different now"
  fi
  (cd "$source" && SOURCE_DATE_EPOCH=1790000000 npm run --silent package -- --target linux-x64 --output "$kept/$1" --fast) | tail -n 3
  rm -rf "$source"
}

step "Packages of this commit, of a next release 0.2.0, and of one whose second migration fails"
make_release now "$version" ''
make_release next 0.2.0 'SELECT 1'
make_release broken 0.2.0 'INSERT INTO no_such_table VALUES (1)'

step "A clean Debian $suite"
if [ ! -f "$kept/debian.tar" ]; then
  debootstrap --variant=minbase "$suite" "$work/debian" http://deb.debian.org/debian >"$work/debootstrap.log" 2>&1 ||
    die "debootstrap failed: $(tail -n 3 "$work/debootstrap.log")"
  tar -C "$work/debian" -cf "$kept/debian.tar" .
fi

prepare_host() {
  host=$1
  mkdir "$host"
  tar -C "$host" -xf "$kept/debian.tar"
  mount -t proc proc "$host/proc"
  # The page says sudo, as people are not root; here there is nobody else.
  printf '#!/bin/sh\nexec "$@"\n' >"$host/usr/local/bin/sudo"
  chmod 755 "$host/usr/local/bin/sudo"
  for tool in node npm gcc cc python3; do
    if on_host "command -v $tool" >/dev/null; then die "the host has $tool"; fi
  done
  cp "$kept/now"/* "$host/root"
}

write_config() {
  mkdir -p "$host/srv/batch"
  for day in 2026-11-20 2026-11-21 2026-11-22; do
    printf 'job,status,startedAt,endedAt,runKey\nLOAD,succeeded,%s 02:00,%s 02:10,%s-1\nSAVE,failed,%s 03:00,%s 03:10,%s-2\n' \
      $day $day $day $day $day $day >"$host/srv/batch/$day.csv"
  done
  cat >"$host/etc/jobtrack/config.yaml" <<'CONFIG'
timezone: UTC
database: /var/lib/jobtrack/jobtrack.db
databaseGroup: jobtrack
environments:
  prod:
    sources:
      - adapter: csv
        command: [sh, -c, "cat /srv/batch/{date}.csv 2>/dev/null || echo job,status"]
CONFIG
}

# --- archives

prepare_host "$work/host"
follow "Try it without installing"
step "Below a folder, to try it out"
on_host "./jobtrack-tui-$version-linux-x64/install.sh install --root /srv/image && /srv/image/usr/local/bin/jobtrack-tui --version"
follow "Install"
write_config
collect 2026-11-20
collect 2026-11-21
runs=$(history_of)
expect "runs in the history" "$(echo "$runs" | count_runs)" 4
schema=$(schema_of)
on_host 'test "$(stat -c %a:%G /var/lib/jobtrack/jobtrack.db)" = 660:jobtrack'
on_host "cd /; runuser -u jobtrack -- env HOME=/var/lib/jobtrack jobtrack-tui collect --quiet"
follow "Collect unattended"

step "An upgrade that cannot migrate"
cp "$kept/broken"/* "$host/root"
if on_host "$(blocks Upgrade | head -n 2)"; then die "it said that it worked"; fi
expect "version in use" "$(version_of)" "$version"
expect "schema" "$(schema_of)" "$schema"
expect "history" "$(history_of | md5sum)" "$(echo "$runs" | md5sum)"

cp "$kept/next"/* "$host/root"
on_host "rm -rf jobtrack-tui-0.2.0-linux-x64"
follow "Upgrade"
expect "version in use" "$(version_of)" 0.2.0
expect "schema" "$(schema_of)" $((schema + 2))
expect "history" "$(history_of | md5sum)" "$(echo "$runs" | md5sum)"
collect 2026-11-22
expect "runs in the history" "$(history_of | count_runs)" 6

follow "Roll back"
expect "version in use" "$(version_of)" "$version"
expect "schema" "$(schema_of)" "$schema"
expect "history" "$(history_of | md5sum)" "$(echo "$runs" | md5sum)"
collect 2026-11-22
expect "runs in the history, the day collected again" "$(history_of | count_runs)" 6

step "And forward again"
on_host "/opt/jobtrack-tui/current/install.sh rollback"
expect "version in use" "$(version_of)" 0.2.0
expect "runs in the history" "$(history_of | count_runs)" 6

step "docs/deployment.md: Uninstall"
on_host "$(blocks Uninstall | head -n 1)"
expect "the program is gone" "$(ls "$host/opt/jobtrack-tui" "$host/usr/local/bin/jobtrack-tui" 2>/dev/null)" ""
on_host "test -s /var/lib/jobtrack/jobtrack.db; test -s /etc/jobtrack/config.yaml"
on_host "./jobtrack-tui-0.2.0-linux-x64/install.sh install"
expect "runs in the history of the next installation" "$(history_of | count_runs)" 6
on_host "$(blocks Uninstall | tail -n 1)"
expect "configuration and database are gone" "$(ls -d "$host/etc/jobtrack" "$host/var/lib/jobtrack" 2>/dev/null)" ""
if on_host "getent passwd jobtrack"; then die "the user is still there"; fi

# --- Debian packages

prepare_host "$work/host-of-deb"
follow "The Debian package"
write_config
collect 2026-11-20
collect 2026-11-21
runs=$(history_of)
expect "runs in the history" "$(echo "$runs" | count_runs)" 4
cp "$kept/broken"/*.deb "$host/root"
step "A Debian package that cannot migrate"
if on_host "dpkg -i jobtrack-tui_0.2.0_amd64.deb"; then die "it said that it worked"; fi
expect "state of the package" "$(on_host "dpkg-query -W -f '\${db:Status-Status}' jobtrack-tui")" half-configured
expect "version in use" "$(version_of)" "$version"
expect "history" "$(history_of | md5sum)" "$(echo "$runs" | md5sum)"
step "One that can"
cp "$kept/next"/*.deb "$host/root"
on_host "dpkg -i jobtrack-tui_0.2.0_amd64.deb"
expect "version in use" "$(version_of)" 0.2.0
expect "schema" "$(schema_of)" $((schema + 2))
expect "history" "$(history_of | md5sum)" "$(echo "$runs" | md5sum)"
step "The one before again"
on_host "dpkg -i jobtrack-tui_${version}_amd64.deb"
expect "version in use" "$(version_of)" "$version"
expect "schema" "$(schema_of)" "$schema"
expect "history" "$(history_of | md5sum)" "$(echo "$runs" | md5sum)"
expect "changed files of the package" "$(on_host 'dpkg -V jobtrack-tui')" ""
step "Remove and purge"
on_host "dpkg -r jobtrack-tui && test -s /var/lib/jobtrack/jobtrack.db && test ! -e /usr/bin/jobtrack-tui && test ! -e /opt/jobtrack-tui"
on_host "dpkg -P jobtrack-tui"
expect "configuration and database are gone" "$(ls -d "$host/etc/jobtrack" "$host/var/lib/jobtrack" "$host/opt/jobtrack-tui" 2>/dev/null)" ""

step "All of it is as docs/deployment.md says"
