#!/usr/bin/env bash
# Says plainly, all at once, which tools are missing or too old. Everything else the project fetches itself.
set -u
missing=0
need() { # need PROGRAM "what it is for, how to get it"
	command -v "$1" >/dev/null && return
	echo "Thiếu $1: $2" >&2
	missing=1
}
need go "cần Go 1.26 trở lên, https://go.dev/dl"
need node "cần Node.js 20.19, 22.12 hoặc mới hơn, https://nodejs.org"
need npm "đi kèm Node.js"
need python3 "dùng để lấy mongod; hoặc đặt MONGODB_URI / MONGOD"
old() { # old "what it is and its version" "what is needed"
	echo "$1 không dùng được: cần $2." >&2
	missing=1
}
# What the build tool of the web app asks for; odd lines of Node.js are not kept.
if command -v node >/dev/null && ! node -e 'const [a, b] = process.versions.node.split(".").map(Number);
	process.exit((a === 20 && b >= 19) || (a === 22 && b >= 12) || a > 22 ? 0 : 1)'; then
	old "Node.js $(node --version)" "20.19, 22.12 hoặc mới hơn"
fi
# A Go from 1.21 on fetches the version that go.mod names when it may; what it then says of itself is what counts.
if command -v go >/dev/null && ! go list -m >/dev/null 2>&1; then
	old "$(GOTOOLCHAIN=local go version)" "1.26 trở lên"
fi
exit $missing
