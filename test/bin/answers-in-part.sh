#!/bin/sh
# One row, and one that lacks its columns.
echo 'job,status,startedAt'
echo 'backup,succeeded,2026-11-23T01:00:00Z'
echo 'cut off'
