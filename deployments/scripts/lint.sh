#!/usr/bin/env bash
# Style and types of both halves: gofmt, vet and golangci-lint; TypeScript strict and Biome.
set -euo pipefail
cd "$(dirname "$0")/../.."
linter=2.15.0

unformatted=$(git ls-files -co --exclude-standard '*.go' | xargs gofmt -l)
[ -z "$unformatted" ] || { printf 'gofmt:\n%s\n' "$unformatted"; exit 1; }

bin=$PWD/.cache/bin/golangci-lint-$linter
if [ ! -x "$bin" ]; then
	echo "lint: dựng golangci-lint $linter (chỉ lần đầu)"
	GOBIN=$PWD/.cache/bin go install "github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v$linter"
	mv .cache/bin/golangci-lint "$bin"
fi
# Another checkout on this machine may be at it: wait for it instead of failing.
"$bin" run --allow-serial-runners ./...
cd frontend
npm run --silent check
echo "lint: đạt"
