#!/bin/sh
# Does not end, and has left a daemon behind that nobody can find again and that holds the pipes for as many seconds as
# the argument says. It is the daemon that says "ready": only then has it a session of its own.
setsid --fork sh -c 'echo ready; exec sleep "$1"' sh "$1"
sleep 1000
