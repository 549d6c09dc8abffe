#!/usr/bin/env bash
# The archives to hand out: for each platform the program with the samples of deployments/, the parts that it is made of as
# CycloneDX, and the checksums. The same commit makes the same bytes.
set -euo pipefail
cd "$(dirname "$0")/../.."
version=${VERSION:-$(git describe --tags --always --dirty 2>/dev/null || echo dev)}
# Pinned: kept by the CycloneDX project (Apache-2.0), the tool of its kind that reads a Go program as it was built.
sbom=github.com/CycloneDX/cyclonedx-gomod/cmd/cyclonedx-gomod@v1.10.0
when=@$(git log -1 --format=%ct)
out=dist
rm -rf "$out"
mkdir -p "$out"
for arch in amd64 arm64; do
	name=congvu-$version-linux-$arch
	folder=$out/$name
	mkdir -p "$folder"
	echo "dist: linux/$arch"
	CGO_ENABLED=0 GOOS=linux GOARCH=$arch go build -trimpath -buildvcs=false -ldflags "-s -w -X main.version=$version" -o "$folder/congvu" ./api
	cp README.md LICENSE "$folder"
	cp -r deployments/systemd deployments/congvu.env deployments/compose.yaml deployments/compose.cluster.yaml deployments/nginx.conf \
		deployments/nginx.cluster.conf deployments/Caddyfile deployments/grafana.json deployments/prometheus.yml "$folder"
	# Of the program itself, so of what is in it and nothing else; the web app's parts beside it.
	go run "$sbom" bin -json -noserial -version "$version" -output "$folder/congvu.cdx.json" "$folder/congvu" 2>/dev/null
	(cd frontend && npm sbom --sbom-format cyclonedx --omit dev) >"$folder/congvu-web.cdx.json"
	tar --sort=name --mtime="$when" --owner=0 --group=0 --numeric-owner -C "$out" -cf - "$name" | gzip -9n >"$out/$name.tar.gz"
	cp "$folder/congvu.cdx.json" "$out/$name.cdx.json"
	rm -r "$folder"
done
(cd "$out" && sha256sum -- *.tar.gz *.cdx.json >SHA256SUMS)
ls -l "$out"
