#!/bin/sh
# A character of three bytes that arrives in three pieces.
printf '\342'; sleep 0.05; printf '\202'; sleep 0.05; printf '\254\n'
