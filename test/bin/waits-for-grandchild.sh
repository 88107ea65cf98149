#!/bin/sh
# Waits for a child of its own that does not end.
sleep 1000 &
echo 'ready'
wait
