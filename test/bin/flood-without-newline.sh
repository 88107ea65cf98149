#!/bin/sh
# One line of 30 MB on standard error.
head -c 30000000 /dev/zero | tr '\0' 'x' >&2
