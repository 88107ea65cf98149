#!/bin/sh
# Boots a real systemd for about two minutes and compares every run, verdict and drift that jobtrack-tui reads of its timers and journal with
# what the jobs themselves wrote down; then runs jobtrack-tui's own service and timer unit in it. The systemd is that of the machine, in a
# container (systemd-nspawn) on an overlay of the root file system: nothing that it writes or deletes reaches the machine, it has no network
# and a process space of its own that ends with this script. A plain shell proves that first: without it nothing is booted.
# Needs root and Debian's package archive. Usage: npm run test:real:systemd
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
here="$root/test/real"
[ "$(id -u)" = 0 ] || { echo "systemd.sh: run it as root: it makes a container" >&2; exit 2; }
command -v systemd-nspawn >/dev/null ||
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends systemd-container >/dev/null; }
[ -f "$root/dist/cli.js" ] || (cd "$root" && npm run --silent build)
# Whatever is started here ends with the first process of its own process space, and mounts are seen nowhere else.
[ -n "${JOBTRACK_SYSTEMD_INSIDE:-}" ] ||
  exec timeout -k 10 420 unshare --mount --propagation private --pid --fork --kill-child --mount-proc \
    env JOBTRACK_SYSTEMD_INSIDE=yes sh "$0" "$@"

work=$(mktemp -d)
base="$work/base"
trap 'umount -R "$base" 2>/dev/null; rm -rf --one-file-system "$work"' EXIT
trap 'exit 130' INT TERM
mkdir "$base" "$work/out"
mount -t tmpfs -o size=1g tmpfs "$base"
mkdir "$base/upper" "$base/work" "$base/merged"
mount -t overlay overlay -o "lowerdir=/,upperdir=$base/upper,workdir=$base/work" "$base/merged"
contain() {
  systemd-nspawn --quiet -D "$base/merged" --private-network --register=no --keep-unit --link-journal=no --resolv-conf=off --timezone=off \
    --bind="$work/out:/jobtrack-out" --bind-ro="$root:/opt/jobtrack-tui/current" "$@"
}

for place in /tmp /var/tmp /srv; do echo kept > "$place/jobtrack-sentinel-$$"; done
contain --pipe /bin/sh -c "rm -rf /tmp/* /var/tmp/*; rm -f /srv/jobtrack-sentinel-$$; touch /tmp/jobtrack-escaped-$$ /var/tmp/jobtrack-escaped-$$" > "$work/proof.log" 2>&1 || true
isolated=yes
for place in /tmp /var/tmp /srv; do
  [ -e "$place/jobtrack-sentinel-$$" ] || isolated=
  [ ! -e "$place/jobtrack-escaped-$$" ] || isolated=
  rm -f "$place/jobtrack-sentinel-$$" "$place/jobtrack-escaped-$$"
done
[ -n "$isolated" ] || { echo "systemd.sh: the container is not isolated here: booting nothing" >&2; cat "$work/proof.log" >&2; exit 1; }

# Only what belongs to the test is started: the machine's own timers and services are of no interest.
units="$base/merged/etc/systemd/system"
rm -rf "$units"/*.wants
cp "$root"/packaging/systemd/* "$units/"
cp "$here/systemd-inside.sh" "$base/merged/jobtrack-inside.sh"
cat > "$units/jobtrack-test.service" <<UNIT
[Unit]
DefaultDependencies=yes
After=basic.target
SuccessAction=exit-force
FailureAction=exit-force
[Service]
Type=oneshot
StandardOutput=file:/jobtrack-out/inside.log
StandardError=inherit
ExecStart=/bin/sh /jobtrack-inside.sh
TimeoutStartSec=330
UNIT
for name in apt-daily.timer apt-daily-upgrade.timer anacron.timer e2scrub_all.timer man-db.timer exim4-base.timer fstrim.timer dpkg-db-backup.timer logrotate.timer; do
  ln -sf /dev/null "$units/$name"
done
contain --console=pipe --boot -- --unit=jobtrack-test.service < /dev/null > "$work/boot.log" 2>&1 || true
cat "$work/out/inside.log" 2>/dev/null || { echo "systemd.sh: systemd did not come up" >&2; cat "$work/boot.log" >&2; exit 1; }
PATH="$root/node_modules/.bin:$PATH" node "$here/compare-systemd.ts" "$work/out"
