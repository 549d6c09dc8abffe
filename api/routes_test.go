package main

import (
	"maps"
	"regexp"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"

	v1 "congvu/api/v1"
)

// TestRoutesAreOperations: whatever the server listens to under its prefix is an operation, and so of the matrix, but for the
// socket, which asks for a ticket in its first frame.
func TestRoutesAreOperations(t *testing.T) {
	o := newOffice(t)
	param := regexp.MustCompile(`:(\w+)`)
	routes := 0
	for _, r := range o.app.GetRoutes(true) {
		path, ok := strings.CutPrefix(param.ReplaceAllString(r.Path, "{$1}"), v1.Prefix)
		if !ok || path == "/ws" {
			continue
		}
		routes++
		if _, ok := o.api.OpenAPI().Paths[path]; !ok {
			t.Errorf("%s %s is no operation: nobody has said who may call it", r.Method, r.Path)
		}
	}
	if routes == 0 {
		t.Error("no route was looked at")
	}
	for _, who := range []string{"", "lan", "truongphong", "quantri"} {
		if status, _ := o.call(t, who, "GET", "/ws", ""); status != 403 { // no page of ours asks
			t.Errorf("a socket without an origin as %q: %d", who, status)
		}
	}
}

// methods returns the operations of one path by method.
func methods(item *huma.PathItem) map[string]*huma.Operation {
	all := map[string]*huma.Operation{"GET": item.Get, "POST": item.Post, "PUT": item.Put, "PATCH": item.Patch, "DELETE": item.Delete}
	maps.DeleteFunc(all, func(_ string, op *huma.Operation) bool { return op == nil })
	return all
}
