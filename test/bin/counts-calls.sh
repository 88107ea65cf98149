#!/bin/sh
# Notes each call as a line in the file $1, takes $2 seconds, and answers with one row.
echo called >>"$1"
sleep "$2"
echo 'job,status,startedAt'
echo 'backup,succeeded,2026-11-23T01:00:00Z'
