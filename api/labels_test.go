package main

import (
	"log/slog"
	"maps"
	"slices"
	"testing"

	"github.com/danielgtaylor/huma/v2"

	v1 "congvu/api/v1"
	"congvu/internal/errs"
)

// TestEveryFieldHasALabel walks the bodies and parameters of every operation: a fault names each in words.
func TestEveryFieldHasALabel(t *testing.T) {
	_, api := v1.New(&v1.Server{Log: slog.New(slog.DiscardHandler)}, nil)
	doc := api.OpenAPI()
	labelled := func(op, path string) {
		for _, lang := range []errs.Lang{errs.Vietnamese, errs.English} {
			if errs.Label(lang, path) == path {
				t.Errorf("%s: no label (%s) for %q", op, lang, path)
			}
		}
	}
	var walk func(op, path string, s *huma.Schema)
	walk = func(op, path string, s *huma.Schema) {
		if s == nil {
			return
		}
		if s.Ref != "" {
			s = doc.Components.Schemas.SchemaFromRef(s.Ref)
		}
		walk(op, path+"[0]", s.Items)
		for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
			at := name
			if path != "" {
				at = path + "." + name
			}
			labelled(op, at)
			walk(op, at, s.Properties[name])
		}
	}
	for _, item := range doc.Paths {
		for _, op := range methods(item) {
			for _, p := range op.Parameters {
				if p.In != "header" {
					labelled(op.OperationID, p.Name)
				}
			}
			if op.RequestBody != nil {
				for _, content := range op.RequestBody.Content {
					walk(op.OperationID, "", content.Schema)
				}
			}
		}
	}
}
