#!/bin/sh
# An answer of one row.
echo 'job,status,startedAt'
echo 'backup,succeeded,2026-11-23T01:00:00Z'
