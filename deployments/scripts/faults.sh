#!/usr/bin/env bash
# Breaks what can break while 50 people work and prints what became of what they were told is stored
# (api/faults/faults_test.go). Not part of `make test`, which holds a short form of it.
#
# Usage: deployments/scripts/faults.sh [NAME]     NAME picks scenarios: make faults ONLY='KillPrimary|CutLine'
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

echo "faults: dựng chương trình" >&2
go test -c -o "$work/faults" ./api/faults
export CONGVU_BIN=$PWD/bin/congvu
cd api/faults
# Progress and the table come on standard error; what was found wrong is in Go's own lines.
if ! "$work/faults" -test.run='^$' -test.bench="^BenchmarkFaults\$/^(${1:-.*})\$" -test.benchtime=1x -test.timeout=20m 2>&1 >"$work/log"; then
	cat "$work/log"
	exit 1
fi
