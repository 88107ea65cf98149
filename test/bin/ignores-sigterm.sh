#!/bin/sh
# Ignores the polite signal, and so does the child it waits for.
trap '' TERM
echo 'ready'
sleep 1000
