#!/usr/bin/env bash
# Everything that must hold, in an order that fails early; a plain summary at the end. Bounded to two cores.
set -uo pipefail
cd "$(dirname "$0")/../.."
out=$(mktemp -d)
passed=0
failed=0
declare -a report

finish() { # finish NAME STATUS SECONDS
	if [ "$2" = 0 ]; then
		passed=$((passed + 1))
		report+=("đạt       $1 (${3} giây)")
	else
		failed=$((failed + 1))
		report+=("KHÔNG ĐẠT $1 (${3} giây)")
	fi
}
step() { # step NAME COMMAND…
	local name=$1 start=$SECONDS
	shift
	echo "== $name"
	"$@" 2>&1 | tee "$out/log"
	local status=${PIPESTATUS[0]}
	finish "$name" "$status" $((SECONDS - start))
	# What failed is said once more beside the summary, where somebody who sees only the end finds it.
	[ "$status" = 0 ] || grep -E -A 9 '^ *(Error|AssertionError|--- FAIL|panic)\b|^ *✘|^FAIL' "$out/log" | cut -c1-300 | head -40 >>"$out/failures"
	return "$status"
}
summary() {
	echo
	echo "== Kết quả sau $((SECONDS / 60)) phút $((SECONDS % 60)) giây"
	cat "$out/failures" 2>/dev/null
	printf '%s\n' "${report[@]}"
	echo "$passed passed, $failed failed"
	rm -rf "$out"
	[ "$failed" = 0 ]
}
# These load, write or ask thousands of times, one after the other: nothing there for the race detector, which would multiply
# their time.
alone='^(TestMatrix|TestBackupAndRestore|TestThereAndBack|TestRestoreRefuses|TestRestoreComparesWhatItWrote|TestEveryFlipIsSeen|TestRefusedFiles|TestChangesAreExact|TestLoad|TestLoadAgain|TestNarrow|TestNarrowSearch|TestNarrowPlans|TestNarrowScope|TestReport|TestRareWords|TestTaskExport|TestListExports|TestListHoldsNoRows|TestManyRows|TestListPlans|TestMonthPlans|TestRecallOfManyResyncs|TestTreeBound)$'
aloneIn="api internal/backup internal/demo internal/evaluation internal/importer internal/sheet internal/task internal/tasklist"
# Without vet, which lint runs once for all.
go_tests() { go test -vet=off -race -timeout 10m -skip "$alone" ./...; }
go_tests_alone() { go test -vet=off -timeout 10m -run "$alone" $(printf './%s ' $aloneIn); }
browser() { (cd frontend && CHROMIUM="$chromium" CONGVU_BIN="$PWD/../bin/congvu" npm run --silent e2e); }

# Without these nothing can be tested: stop with their own message.
step "mongod" deployments/scripts/fetch-mongod.sh || { summary; exit 1; }
chromium=$(deployments/scripts/fetch-chromium.sh) || { finish "chromium" 1 0; summary; exit 1; }
step "giao diện: thư viện" make --no-print-directory frontend/node_modules/.stamp || { summary; exit 1; }

step "giao diện: kiểm tra" npm --prefix frontend run --silent test
step "dựng chương trình" make --no-print-directory build && built=1
step "Go (-race)" go_tests
step "Go: nhiều dữ liệu" go_tests_alone
step "kiểm tra cách viết" bash deployments/scripts/lint.sh
[ -n "${built:-}" ] && step "trình duyệt" browser
summary
