package main

import (
	"bytes"
	"os"
	"testing"
)

// TestContractIsFresh compares the committed contract with the operations; `make api` writes it anew.
func TestContractIsFresh(t *testing.T) {
	want, err := openAPI()
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("api/openapi.yaml is stale: run `make api` and commit it with frontend/src/shared/api/schema.ts")
	}
}
