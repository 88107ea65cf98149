#!/bin/sh
# Does not end, and has left a daemon behind that nobody can find again and that holds the pipes for as many seconds as
# the argument says.
setsid --fork sleep "$1"
echo 'ready'
sleep 1000
