package idempotency

import "testing"

// TestOf: a key by which nothing can be found is no request; one is told from another by what it holds. The hash is stored, and
// so must stay the same from release to release.
func TestOf(t *testing.T) {
	t.Parallel()
	type content struct{ Title string }
	for name, tc := range map[string]struct {
		key     string
		content any
		want    *Op
		fails   bool
	}{
		"no key":       {"", content{"Báo cáo"}, nil, false},
		"a key":        {"k", content{"Báo cáo"}, &Op{"lan", "k", "792daadfc5015ca024b66d7caf16957f9d67c59c84997620a61ade031d1a77ee"}, false},
		"what is none": {"k", func() {}, nil, true},
	} {
		got, err := Of("lan", tc.key, tc.content)
		if (err != nil) != tc.fails || (got == nil) != (tc.want == nil) || got != nil && *got != *tc.want {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}
