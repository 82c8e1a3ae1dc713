#!/usr/bin/env bash
# Load the demonstration network if it is not there, and serve it until Ctrl-C, which stops the database, too.
#
# SITES=60      how many sites a new one has (6)
# PORT=8001     where to listen (8000)
# SERVE=0       do not serve: stop once everything is there. So it does by itself where CI is set or nobody is at
#               the keyboard (standard input closed or /dev/null); SERVE=1 serves there, too.
set -euo pipefail
cd "$(dirname "$0")/.."
[[ -e /dev/fd/0 ]] || exec </dev/null  # closed: whatever is opened next would stand in for it

echo "the example networks, checked and explained on the terminal: make tour"
load=(demo --keep --sites "${SITES:-6}")
if [[ ${SERVE:-} != 1 ]] && [[ ${SERVE:-} == 0 || -n ${CI:-} || /dev/stdin -ef /dev/null ]]; then
    openmso "${load[@]}"
    openmso down
    echo "not serving; to serve: make demo SERVE=1"
else
    exec openmso "${load[@]}" --serve --port "${PORT:-8000}"
fi
