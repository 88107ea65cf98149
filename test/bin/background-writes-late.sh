#!/bin/sh
# Ends at once; what it left behind goes on writing for a while (each pause shorter than ours) and then holds the pipe.
(for n in 1 2 3 4 5; do sleep 0.2; echo "late $n"; done; sleep 1000) &
echo 'at once'
