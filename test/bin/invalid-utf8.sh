#!/bin/sh
# Bytes that are no UTF-8, among letters that are.
printf 'caf\303\251 \377\376 \342\202\254\n'
