#!/usr/bin/env bash
# The tour: each example network, its findings in brief, what ends next, what hangs on one person, and one chain.
set -euo pipefail
cd "$(dirname "$0")/.."

# `openmso check` answers 1 when it found something, as the examples mean it to; 2 or more is a failure.
# Long answers are cut: the whole of each is one command away, and printed above it.
show() {
    local most=$1 text code=0
    shift
    printf '\n\033[1m$ openmso %s\033[0m\n' "$*"
    text=$(openmso "$@") || code=$?
    ((code <= 1)) || { echo "$text"; exit "$code"; }
    local lines
    lines=$(wc -l <<<"$text")
    ((lines > most + 1)) || most=$lines  # a line that says "1 line more" is no shorter than the line
    head -n "$most" <<<"$text"
    ((lines <= most)) || echo "… and $((lines - most)) lines more"
}

mkdir -p reports
networks=(examples/*/network.yaml)
for network in "${networks[@]}"; do
    show 60 check "$network" --brief
    show 24 outlook "$network"
    show 14 reliance "$network"
    report=reports/$(basename "$(dirname "$network")").html
    openmso check "$network" --output "$report" || (($? == 1))
    echo "the whole check as a page: $report"
done
group=examples/med-spa-group/network.yaml
show 60 board "$group" austin
show 60 ask "$group" --who Rosa --what Neurotoxin --where austin
