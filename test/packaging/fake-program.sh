#!/bin/sh
# Stands for a version of the program in the tests of install.sh: its database is a text file, `SCHEMA CONTENTS`.
# What this version is like stands beside it in `traits`.
folder=$(cd "$(dirname "$(readlink -f "$0")")/.." && pwd -P)
. "$folder/traits"
config=$JOBTRACK_CONFIG
database=$(sed -n 's/^database: //p' "$config" 2>/dev/null)
[ "${3:-}" != --database ] || database=$4
schema_of() { cut -d ' ' -f 1 "$1"; }
case "$*" in
  '--version') echo "$version" ;;
  '--version --json') echo "{\"schemas\": {\"database\": $schema}}" ;;
  'init --output '*) printf '#database: here\nenvironments: {}\n' >"$3" ;;
  'config check') ! grep -q "refused-by: $version" "$config" ;;
  'config show --json') echo "{\"database\": \"$database\"}" ;;
  'db backup '*) [ ! -e "$3" ] && cp "$database" "$3" ;;
  'db migrate')
    echo "$schema half-migrated" >"$database.new"
    if [ -n "${fails:-}" ]; then mv "$database.new" "$database"; exit 3; fi
    echo "$schema $(cut -d ' ' -f 2- "$database")" >"$database"
    rm "$database.new"
    ;;
  'db restore '*) cp "$3" "$database" ;;
  'db check --database '*) [ "$(schema_of "$database")" -le "$schema" ] ;;
  *) echo "fake-program.sh: unexpected: $*" >&2; exit 99 ;;
esac
