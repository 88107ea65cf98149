#!/bin/sh
# Not what the adapter expects.
echo 'Last login: Mon Nov 23'
echo '*** maintenance tonight ***'
