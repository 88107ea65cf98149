#!/bin/sh
# Prints its answer and does not end.
echo 'waiting for a lock' >&2
echo 'backup,succeeded'
sleep 1000
