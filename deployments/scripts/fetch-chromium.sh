#!/bin/sh
# Finds the Chromium that browser tests drive: $CHROMIUM, then PATH, then Debian's package where it may be installed.
# Prints progress to stderr and the program's path to stdout.
set -eu

say() { printf '%s\n' "chromium: $*" >&2; }
found() {
	say "dùng $1"
	printf '%s\n' "$1"
	exit 0
}
on_path() {
	for name in chromium chromium-browser google-chrome; do
		if path=$(command -v "$name"); then found "$path"; fi
	done
}

if [ -n "${CHROMIUM:-}" ]; then
	[ -x "$CHROMIUM" ] || { say "CHROMIUM=$CHROMIUM không phải là chương trình."; exit 1; }
	found "$CHROMIUM"
fi
on_path
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
	say "cài chromium (apt-get)"
	apt-get update -qq >&2 || say "apt-get update không xong, thử với danh sách đang có"
	DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >&2
	on_path
fi
say "Không có Chromium: cài gói chromium, hoặc đặt CHROMIUM=<đường dẫn>, rồi chạy lại."
exit 1
