#!/bin/sh
# Waits for a child that left the process group and holds the pipes.
setsid sleep 1000 &
wait
