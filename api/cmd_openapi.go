package main

import (
	"fmt"
	"io"
	"log/slog"

	v1 "congvu/api/v1"
	"congvu/internal/clock"
)

// runOpenAPI prints the contract; `make api` keeps it in api/openapi.yaml. The operations are declared without any
// service behind them, so this needs no database.
func runOpenAPI(_ []string, _ io.Reader, out, errOut io.Writer) int {
	text, err := openAPI()
	if err != nil {
		fmt.Fprintln(errOut, "congvu openapi:", err)
		return 1
	}
	if _, err := out.Write(text); err != nil {
		fmt.Fprintln(errOut, "congvu openapi:", err)
		return 1
	}
	return 0
}

func openAPI() ([]byte, error) {
	_, api := v1.New(&v1.Server{Log: slog.New(slog.DiscardHandler), Clock: clock.System()}, nil)
	return api.OpenAPI().YAML()
}
