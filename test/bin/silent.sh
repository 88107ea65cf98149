#!/bin/sh
# Succeeds and tells nothing.
exit 0
