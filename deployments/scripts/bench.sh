#!/usr/bin/env bash
# Measures the product beside the bare driver and prints one table (api/bench/bench_test.go). Not part of `make test`.
# "scale" measures growth instead (api/bench/scale_test.go), "month" a month's turn and close (api/bench/month_test.go).
# Further flags go to the Go test binary, e.g. `bash deployments/scripts/bench.sh -test.cpuprofile=/tmp/cpu.out`.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

bench=BesideDriver limit=5m
case ${1-} in
scale) bench=Scale limit=90m; shift ;;
month) bench=Month limit=30m; shift ;;
esac

echo "bench: dựng chương trình đo" >&2
go test -c -o "$work/bench" ./api/bench
export CONGVU_BIN=$PWD/bin/congvu
cd api
# Progress and the table come on standard error; Go's own lines are of use only when it fails.
if ! "$work/bench" -test.run='^$' -test.bench="^Benchmark$bench\$" -test.benchtime=1x -test.timeout="$limit" "$@" \
	2>&1 >"$work/log"; then
	cat "$work/log"
	exit 1
fi
