#!/bin/sh
# Waits for a child that left the process group and holds the pipes.
setsid sh -c 'echo ready; exec sleep 1000' &
wait
