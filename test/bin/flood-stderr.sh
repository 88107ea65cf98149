#!/bin/sh
# 200 MB of noise on standard error, then the one line that matters.
yes 'noise noise noise' | head -c 200000000 >&2
printf '\nthe last words\n' >&2
exit 3
