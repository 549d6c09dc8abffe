# Công Vụ. `make run` to try it, `make test` to check it; everything else is named by `make help`.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

CACHE    := $(CURDIR)/.cache
SCRIPTS  := deployments/scripts
VERSION  := $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
WEB_SRC  := $(shell find frontend/src frontend/public -type f 2>/dev/null) $(wildcard frontend/*.ts frontend/*.json frontend/index.html)
GO_SRC   := $(shell find api internal pkg -name '*.go' -o -name '*.csv' -o -name '*.json' -o -name '*.txt' | grep -v _test.go)

.PHONY: help run demo test lint api bench bench-screen faults mutants build web mongod chromium tools clean scale month

help: ## Liệt kê các lệnh
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

# make run DEMO= starts an office of one's own: empty, in a folder of its own, so that the sample beside it stays.
DEMO ?= --demo
run: tools build mongod ## Chạy thử: MongoDB riêng trên ./data, dữ liệu mẫu, ứng dụng ở 127.0.0.1:8080 (DEMO= : cơ quan mới, trống)
	@$(if $(DEMO),,export CONGVU_DATA=$${CONGVU_DATA:-./data-office};) exec ./bin/congvu serve $(DEMO)

test: tools ## Kiểm tra tất cả (Go -race, giao diện, trình duyệt)
	@exec bash $(SCRIPTS)/test.sh

lint: tools frontend/node_modules/.stamp ## Kiểm tra cách viết
	@exec bash $(SCRIPTS)/lint.sh

api: frontend/node_modules/.stamp ## Ghi lại api/openapi.yaml và kiểu TypeScript từ các thao tác trong api/v1
	go run ./api openapi > api/openapi.yaml.new && mv api/openapi.yaml.new api/openapi.yaml
	cd frontend && npm run --silent types

bench: tools build mongod ## Đo tốc độ, cạnh driver trần trong cùng một lần chạy
	@exec bash $(SCRIPTS)/bench.sh $(filter scale month,$(MAKECMDGOALS))

# What make bench measures instead: make bench -- scale, make bench -- month
scale month:
	@:

bench-screen: tools build mongod ## Đo màn hình: mạng chậm, một lần bấm, màn hình người khác
	@cd frontend && CHROMIUM=$$($(CURDIR)/$(SCRIPTS)/fetch-chromium.sh) npx playwright test -c scripts/bench.config.ts

faults: tools build mongod ## Phá máy chủ, MongoDB, mạng, đĩa, đồng hồ khi 50 người đang ghi, và đối chiếu (khoảng 8 phút)
	@exec bash $(SCRIPTS)/faults.sh $(ONLY)

mutants: tools frontend/node_modules/.stamp mongod ## Phá từng quy tắc một và xem kiểm tra nào nhận ra
	@exec python3 $(SCRIPTS)/mutants.py $(ONLY)

build: bin/congvu ## Dựng giao diện và chương trình vào bin/congvu

dist: tools frontend/dist/.stamp ## Dựng gói phát hành linux/amd64, arm64 vào dist/, kèm SBOM và SHA256SUMS
	@VERSION=$(VERSION) exec bash $(SCRIPTS)/dist.sh

web: frontend/dist/.stamp ## Dựng giao diện

mongod: ## Lấy mongod để chạy thử và kiểm tra (khi máy chưa có)
	@$(SCRIPTS)/fetch-mongod.sh >/dev/null

chromium: ## Tìm hoặc cài Chromium để kiểm tra giao diện
	@$(SCRIPTS)/fetch-chromium.sh >/dev/null

tools:
	@bash $(SCRIPTS)/check-tools.sh

bin/congvu: frontend/dist/.stamp go.mod go.sum $(GO_SRC) frontend/embed.go
	@echo "congvu: dựng chương trình (lần đầu vài phút)"
	@mkdir -p bin
	@go build -trimpath -ldflags "-X main.version=$(VERSION)" -o $@ ./api

frontend/dist/.stamp: frontend/node_modules/.stamp $(WEB_SRC)
	@echo "congvu: dựng giao diện"
	@cd frontend && npm run --silent build
	@touch $@

frontend/node_modules/.stamp: frontend/package-lock.json
	@echo "congvu: lấy thư viện giao diện"
	@cd frontend && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

clean: ## Xóa những gì đã dựng (không đụng ./data)
	rm -rf bin .cache frontend/node_modules
	find frontend/dist -mindepth 1 ! -name .gitkeep -delete
