#!/bin/sh
# Prints without end and tells so on standard error.
echo 'this will not end' >&2
exec yes 'backup,succeeded'
