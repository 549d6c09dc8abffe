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
need node "cần Node.js 20 trở lên, https://nodejs.org"
need npm "đi kèm Node.js"
need python3 "dùng để lấy mongod; hoặc đặt MONGODB_URI / MONGOD"
if command -v node >/dev/null && [ "$(node -p 'process.versions.node.split(".")[0]')" -lt 20 ]; then
	echo "Node.js $(node --version) quá cũ: cần 20 trở lên." >&2
	missing=1
fi
exit $missing
