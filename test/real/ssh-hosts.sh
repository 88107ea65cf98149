# Sourced by cron.sh: starts an OpenSSH server on loopback whose ports behave differently, and prints the environments that go
# through it. Only loopback; keys and known hosts are of this run.
port=$((20000 + $$ % 20000))
mkdir -p /run/sshd
ssh-keygen -q -t ed25519 -N '' -f "$work/host_key" >&2
ssh-keygen -q -t ed25519 -N '' -f "$work/other_key" >&2
ssh-keygen -q -t ed25519 -N '' -f "$work/user_key" >&2
cat > "$work/banner" <<'BANNER'
********************************************************************************
**  Authorised users only. (root) CMD (this is no cron line)                  **
********************************************************************************
BANNER
# The connection goes away after half of the answer.
cat > "$work/drop.sh" <<'DROP'
#!/bin/sh
sh -c "$SSH_ORIGINAL_COMMAND" > "$(dirname "$0")/answer.$$"
head -c "$(($(wc -c < "$(dirname "$0")/answer.$$") / 2))" "$(dirname "$0")/answer.$$"
rm -f "$(dirname "$0")/answer.$$"
sleep 0.3
kill -9 "$PPID"
DROP
# A login script that talks on standard output.
cat > "$work/chatty.sh" <<'CHATTY'
#!/bin/sh
printf 'Welcome to ldnapp01!\033]0;owned\007\nLast login: yesterday\n'
exec sh -c "$SSH_ORIGINAL_COMMAND"
CHATTY
chmod 755 "$work/drop.sh" "$work/chatty.sh"
cat > "$work/sshd_config" <<SSHD
ListenAddress 127.0.0.1
Port $port
Port $((port + 1))
Port $((port + 2))
Port $((port + 3))
Port $((port + 4))
Port $((port + 5))
HostKey $work/host_key
PidFile $work/sshd.pid
AuthorizedKeysFile $work/user_key.pub
PasswordAuthentication no
PermitRootLogin prohibit-password
StrictModes no
UsePAM no
UseDNS no
MaxStartups 100
LogLevel ERROR
Match LocalPort $((port + 1))
  ForceCommand sleep 600
Match LocalPort $((port + 2))
  Banner $work/banner
Match LocalPort $((port + 3))
  ForceCommand $work/drop.sh
Match LocalPort $((port + 4))
  ForceCommand $work/chatty.sh
SSHD
/usr/sbin/sshd -D -e -f "$work/sshd_config" 2> "$work/sshd.log" >&2 & sshd_pid=$!
i=0
until ssh-keyscan -p "$port" 127.0.0.1 >/dev/null 2>&1 || [ $i -ge 50 ]; do i=$((i + 1)); sleep 0.1; done
key=$(cut -d' ' -f1,2 "$work/host_key.pub")
for offset in 0 1 2 3 4 6; do echo "[127.0.0.1]:$((port + offset)) $key"; done > "$work/known_hosts"
# The sixth port is known by another key.
echo "[127.0.0.1]:$((port + 5)) $(cut -d' ' -f1,2 "$work/other_key.pub")" >> "$work/known_hosts"

host() {
  echo "  $1:"
  echo "    refresh: 1s"
  echo "    via: {ssh: {host: 127.0.0.1, user: root, port: $2, identityFile: $work/user_key, options: {UserKnownHostsFile: $work/known_hosts, StrictHostKeyChecking: 'yes', IdentitiesOnly: 'yes', GSSAPIAuthentication: 'no'$3}}}"
  sources
  expectations
}
# One connection for many commands, as operators have it: what lingers on the pipe must not be waited for.
host by-ssh "$port" ", ControlMaster: auto, ControlPath: $work/mux-%p, ControlPersist: '60'"
host hangs $((port + 1)) ""
host banner $((port + 2)) ""
host drops $((port + 3)) ""
host chatty $((port + 4)) ""
host changed-key $((port + 5)) ""
host refuses $((port + 6)) ""
