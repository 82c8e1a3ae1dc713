#!/usr/bin/env bash
# Show each example network: its findings, what ends next, and what hangs on one person.
set -euo pipefail
cd "$(dirname "$0")/.."

# `openmso check` answers 1 when it found something, as the examples mean it to; 2 or more is a failure.
show() {
    printf '\n\033[1m$ openmso %s\033[0m\n' "$*"
    local code=0
    openmso "$@" || code=$?
    ((code <= 1)) || exit "$code"
}

found=0
for network in examples/*/network.yaml examples/*.yaml; do
    [[ -f $network ]] || continue
    found=1
    show check "$network"
    show outlook "$network"
    show reliance "$network"
done
((found)) || { echo "no example network in examples/" >&2; exit 1; }
