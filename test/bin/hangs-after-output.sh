#!/bin/sh
# Prints its answer and does not end.
echo 'backup,succeeded'
echo 'waiting for a lock' >&2
sleep 1000
