#!/bin/sh
# Writes its environment to the file $1, each variable ended by a NUL.
env -0 >"$1"
