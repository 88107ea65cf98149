#!/bin/sh
# Runs for as many seconds as its argument says.
exec sleep "$1"
