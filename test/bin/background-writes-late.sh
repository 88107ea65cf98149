#!/bin/sh
# Ends at once; what it left behind goes on writing for longer than our patience with a silent pipe, and then holds it.
(for n in 1 2 3 4 5 6 7 8; do sleep 0.1; echo "late $n"; done; sleep 1000) &
echo 'at once'
