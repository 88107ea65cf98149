#!/bin/sh
# Lacks the permission to be executed, on purpose.
exit 0
