#!/bin/sh
# Writes its environment to the file $1.
env >"$1"
