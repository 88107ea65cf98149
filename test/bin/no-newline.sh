#!/bin/sh
# The last line has no end.
printf 'backup,succeeded\nrestore,failed'
