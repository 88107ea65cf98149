#!/bin/sh
# Installs jobtrack-tui from the unpacked archive that this file lies in, upgrades it, rolls it back, and takes it away.
#
#   /opt/jobtrack-tui/VERSION    the program; `current` leads to the one in use, `previous` names the one before
#   /etc/jobtrack                config.yaml: written once, then yours
#   /var/lib/jobtrack            the database, and in backups/ what it was before each upgrade
#   /usr/local, /etc/systemd     links to the program, its manual page and completions; units (enabled by you)
#
# An upgrade that cannot migrate the database, or does not start, ends with the version before and its database in use.
set -eu
umask 022

usage() {
  cat <<'USAGE'
Usage: install.sh install            install this version, or upgrade to it
       install.sh rollback [VERSION] go back to the version before, or to one that is still there
       install.sh list               the versions that are there
       install.sh uninstall          remove the program; configuration and database stay
       install.sh purge --yes        remove everything, the database too
Options: --keep N        how many versions and backups to keep (3)
         --root DIR      everything below DIR, to try it out: makes no user, starts nothing
         --from-package  leave what the Debian package owns to it (dpkg's scripts use this)
USAGE
}

# Below /usr/local, and in the same places below the program.
links='bin/jobtrack-tui share/man/man1/jobtrack-tui.1 share/bash-completion/completions/jobtrack-tui
  share/zsh/site-functions/_jobtrack-tui share/fish/vendor_completions.d/jobtrack-tui.fish'

main() {
  action=${1:-help} operand='' keep=3 root='' from_package='' is_sure=''
  [ $# = 0 ] || shift
  while [ $# -gt 0 ]; do
    case $1 in
      --keep) keep=${2:?--keep needs a number}; shift ;;
      --root)
        mkdir -p "${2:?--root needs a directory}"
        root=$(cd "$2" && pwd)
        shift
        ;;
      --from-package) from_package=yes ;;
      --yes) is_sure=yes ;;
      -*) fail "$1 is not an option; see install.sh help" ;;
      *) operand=$1 ;;
    esac
    shift
  done
  case $keep in '' | 0 | *[!0-9]*) fail "--keep $keep is not possible; give a number from 1" ;; esac
  here=$(cd "$(dirname "$0")" && pwd -P)
  prefix=$root/opt/jobtrack-tui etc=$root/etc/jobtrack state=$root/var/lib/jobtrack cache=$root/var/cache/jobtrack
  local=$root/usr/local units=$root/etc/systemd/system
  user=jobtrack stopped='' database='' scratch=''
  case $action in
    install | upgrade) begin; install_version ;;
    rollback) begin; roll_back "$operand" ;;
    list) list_versions ;;
    uninstall) begin; uninstall ;;
    purge) begin; purge ;;
    help | --help | -h) usage ;;
    *) usage >&2; fail "$action is not known" ;;
  esac
}

begin() {
  [ -n "$root" ] || [ "$(id -u)" = 0 ] || fail "run it as root, for instance with sudo (or try it with --root DIR)"
  mkdir -p "$prefix"
  # What was stopped for an upgrade is started again, however that ends.
  scratch=$(mktemp -d)
  trap 'start_services || true; rm -rf "$scratch"' EXIT
  trap 'exit 130' INT TERM HUP
  if command -v flock >/dev/null; then
    exec 9>"$prefix/.lock"
    flock -n 9 || fail "another install.sh is at work"
  fi
}

# --- install, upgrade, roll back

install_version() {
  # It also tells whether this host can run it at all, before anything is changed.
  new=$(clean_environment "$here/bin/jobtrack-tui" --version) || fail "the program does not start on this host: is this the archive for $(uname -s) $(uname -m)?"
  old=$(current_version)
  copy_program "$new"
  prepare_host
  if [ -z "$old" ] || [ "$old" = "$new" ]; then
    [ -z "$old" ] || stop_services
    point_to "$new"
    start_services || fail "the service does not start; see journalctl -u jobtrack-tui"
  else
    switch "$old" "$new"
  fi
  remove_old
  say "jobtrack-tui $new is installed${old:+ (before: $old)}"
  [ -n "$old$root" ] || say_next
}

roll_back() {
  old=$(current_version)
  [ -n "$old" ] || fail "nothing is installed in $prefix"
  new=${1:-$(cat "$prefix/previous" 2>/dev/null || true)}
  [ -n "$new" ] || fail "there is no version before $old; see install.sh list"
  [ -x "$prefix/$new/bin/jobtrack-tui" ] || fail "version $new is not there any more; see install.sh list"
  [ "$new" != "$old" ] || fail "version $new is in use already"
  switch "$old" "$new"
  say "jobtrack-tui $new is in use (before: $old)"
}

# From one version to another, with a database that the second can read; else everything stays with the first.
switch() {
  from=$1 to=$2 backup=''
  program "$to" config check >/dev/null || fail "the configuration is not valid for $to: $from stays in use"
  database=$(find_database "$from") || fail "$from does not tell where its database is: $from stays in use"
  stop_services
  if [ -f "$database" ]; then
    if [ "$(schema_of "$to")" -ge "$(schema_of "$from")" ]; then
      migrate "$from" "$to"
    else
      restore_for "$from" "$to"
    fi
  fi
  point_to "$to"
  echo "$from" >"$prefix/previous"
  start_services && return
  say "$to does not start; see journalctl -u jobtrack-tui"
  point_to "$from"
  put_back "$from"
  fail "$from is in use again"
}

migrate() {
  back_up "$1" "$2"
  if program "$2" db migrate; then
    # Migrating makes a backup too, of the same.
    find "$(dirname "$database")" -maxdepth 1 -name "$(basename "$database").backup-v*" -newer "$backup" -exec rm -f {} +
    return
  fi
  put_back "$1"
  fail "the database cannot be migrated to $2: $1 stays in use, with its database as it was"
}

# As the instant alone would do, were it not for two within a second.
back_up() {
  backup=$state/backups/before-$2-$(date -u +%Y%m%dT%H%M%SZ)-$$.db
  program "$1" db backup "$backup" || fail "the database cannot be backed up: $1 stays in use"
}

# Restores what `migrate` or `restore_for` has put aside.
put_back() {
  [ -z "$backup" ] || program "$1" db restore "$backup" || fail "restoring $backup failed; do it by hand: jobtrack-tui db restore $backup"
}

# The newest backup that the older version can read. `db restore` keeps what it replaces beside it.
restore_for() {
  chosen=''
  for file in $(list_backups); do
    if program "$2" db check --database "$file" >/dev/null 2>&1; then
      chosen=$file
      break
    fi
  done
  [ -n "$chosen" ] || fail "$2 cannot read the database of $1, and there is no backup in $state/backups that it can: $1 stays in use"
  back_up "$1" "$2"
  say "$2 cannot read the database of $1: going back to the backup $chosen; what was collected since is in $backup"
  if program "$2" db restore "$chosen"; then return; fi
  fail "restoring $chosen failed: $1 stays in use"
}

# --- the program's files

copy_program() {
  mkdir -p "$prefix"
  rm -rf "$prefix/.new"
  # The package's files are hard-linked: they take no room, and stay when dpkg replaces them.
  if [ -n "$from_package" ]; then cp -al "$here" "$prefix/.new"; else cp -R "$here" "$prefix/.new"; fi
  if [ -z "$root" ] && [ -z "$from_package" ]; then chown -R root:root "$prefix/.new"; fi
  [ -n "$from_package" ] || chmod -R u=rwX,go=rX "$prefix/.new"
  touch "$prefix/.new/.installed"
  rm -rf "$prefix/.old"
  [ ! -d "$prefix/$1" ] || mv "$prefix/$1" "$prefix/.old"
  mv "$prefix/.new" "$prefix/$1"
  rm -rf "$prefix/.old"
}

# Renaming is the one step that leaves no moment without a program.
point_to() {
  ln -sfn "$1" "$prefix/.current"
  mv -T "$prefix/.current" "$prefix/current"
  [ -n "$from_package" ] || link_to_program
  ! has_systemd || systemctl daemon-reload
}

link_to_program() {
  for link in $links; do
    mkdir -p "$local/$(dirname "$link")"
    ln -sfn "$prefix/current/$link" "$local/$link"
  done
  mkdir -p "$units"
  cp "$prefix/current/share/systemd/"jobtrack-tui* "$units/"
}

remove_old() {
  previous=$(cat "$prefix/previous" 2>/dev/null || true) current=$(current_version) count=0
  # shellcheck disable=SC2045 # newest first, and versions have no spaces
  for mark in $(ls -t "$prefix"/*/.installed 2>/dev/null); do
    version=$(basename "$(dirname "$mark")")
    [ "$version" != current ] || continue
    count=$((count + 1))
    if [ "$count" -gt "$keep" ] && [ "$version" != "$current" ] && [ "$version" != "$previous" ]; then
      say "removing version $version"
      rm -rf "${prefix:?}/$version"
    fi
  done
  list_backups | tail -n "+$((keep + 1))" | xargs -r rm -f
}

# Newest first. We made the names: there is no space in them.
list_backups() {
  # shellcheck disable=SC2012
  ls -t "$state"/backups/before-*.db 2>/dev/null || true
}

list_versions() {
  current=$(current_version)
  for mark in "$prefix"/*/.installed; do
    version=$(basename "$(dirname "$mark")")
    case $version in
      current | '*') ;;
      "$current") echo "$version (in use)" ;;
      *) echo "$version" ;;
    esac
  done
}

# --- the host

prepare_host() {
  if [ -z "$root" ]; then
    getent group $user >/dev/null || groupadd --system $user
    getent passwd $user >/dev/null ||
      useradd --system --gid $user --home-dir "$state" --no-create-home --shell /usr/sbin/nologin $user
  fi
  make_directory "$etc" root $user 0750
  make_directory "$state" $user $user 2770
  make_directory "$state/backups" $user $user 2770
  make_directory "$cache" $user $user 0700
  [ -e "$etc/config.yaml" ] || write_config
}

# What exists is left as its owner made it.
make_directory() {
  [ ! -d "$1" ] || return 0
  mkdir -p "$1"
  [ -n "$root" ] || chown "$2:$3" "$1"
  chmod "$4" "$1"
}

write_config() {
  clean_environment "$prefix/$new/bin/jobtrack-tui" init --output "$etc/config.yaml.new" >/dev/null
  sed "s|^#database: .*|database: $state/jobtrack.db|" "$etc/config.yaml.new" >"$etc/config.yaml"
  rm "$etc/config.yaml.new"
  if [ -z "$root" ]; then
    sed -i "s|^database: .*|&\\ndatabaseGroup: $user|" "$etc/config.yaml"
    chown root:$user "$etc/config.yaml"
  fi
  chmod 0640 "$etc/config.yaml"
}

has_systemd() {
  [ -z "$root" ] && [ -d /run/systemd/system ] && command -v systemctl >/dev/null
}

stop_services() {
  has_systemd || return 0
  for unit in jobtrack-tui.service jobtrack-tui-collect.timer; do
    if systemctl is-active --quiet $unit; then
      systemctl stop $unit
      stopped="$stopped $unit"
    fi
  done
  systemctl stop jobtrack-tui-collect.service 2>/dev/null || true
}

# A service counts as started when it has said so itself (Type=notify).
start_services() {
  units_to_start=$stopped
  [ -n "$units_to_start" ] || return 0
  # shellcheck disable=SC2086 # a list
  systemctl start $units_to_start || return 1
  stopped=''
}

uninstall() {
  if has_systemd; then
    systemctl disable --now --quiet jobtrack-tui.service jobtrack-tui-collect.timer 2>/dev/null || true
    systemctl stop jobtrack-tui-collect.service 2>/dev/null || true
  fi
  if [ -z "$from_package" ]; then
    for link in $links; do
      [ ! -L "$local/$link" ] || rm "$local/$link"
    done
    rm -f "$units/jobtrack-tui.service" "$units/jobtrack-tui-collect.service" "$units/jobtrack-tui-collect.timer"
    ! has_systemd || systemctl daemon-reload
  fi
  find "$prefix" -mindepth 1 -maxdepth 1 ! -name package -exec rm -rf {} +
  rmdir "$prefix" 2>/dev/null || true
  say "removed the program; $etc and $state stay (install.sh purge removes them too)"
}

purge() {
  [ -n "$is_sure" ] || fail "purge deletes $etc and $state with the database: say install.sh purge --yes"
  uninstall
  rm -rf "$etc" "$state" "$cache"
  if [ -z "$root" ]; then
    userdel $user 2>/dev/null || true
    groupdel $user 2>/dev/null || true
  fi
  say "removed $etc, $state and $cache"
}

# --- what a version says

current_version() {
  readlink "$prefix/current" 2>/dev/null || true
}

# Runs a version's program as whoever owns the database, so that no file of it becomes root's.
program() {
  version=$1
  shift
  if [ -n "$root" ] || [ "$(id -u)" != 0 ]; then
    clean_environment "$prefix/$version/bin/jobtrack-tui" "$@"
  else
    owner=$(stat -c %U "${database:-$state}" 2>/dev/null || stat -c %U "$state")
    (cd / && clean_environment runuser -u "$owner" -- env XDG_CACHE_HOME="$cache" "$prefix/$version/bin/jobtrack-tui" "$@")
  fi
}

# What root runs keeps nothing in the cache of the service's user.
clean_environment() {
  env -i PATH="$PATH" LC_ALL=C.UTF-8 HOME="$state" XDG_CACHE_HOME="$scratch" JOBTRACK_CONFIG="$etc/config.yaml" "$@"
}

find_database() {
  program "$1" config show --json | "$prefix/$1/lib/runtime/bin/node" -p 'JSON.parse(require("fs").readFileSync(0)).database'
}

schema_of() {
  program "$1" --version --json | "$prefix/$1/lib/runtime/bin/node" -p 'JSON.parse(require("fs").readFileSync(0)).schemas.database'
}

say_next() {
  cat <<NEXT
Next: edit $etc/config.yaml, then
  jobtrack-tui config check && jobtrack-tui doctor
  usermod -a -G $user OPERATOR                 # everyone who is to see it
  systemctl enable --now jobtrack-tui          # collect for good (or see $prefix/current/share/doc/docs/deployment.md for cron)
NEXT
}

say() {
  echo "install.sh: $*"
}

fail() {
  echo "install.sh: $*" >&2
  exit 1
}

main "$@"
exit
