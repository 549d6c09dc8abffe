package session

import (
	"testing"

	"congvu/internal/access"
)

// BenchmarkAuthenticate says what it costs to know who asks: warm is a request within 5 s of the last one, cold the first
// after that, when session, account, person and posts are read.
func BenchmarkAuthenticate(b *testing.B) {
	w := newWorld(b)
	p := w.addUser("QN01", "Nguyễn Thị Lan", "PHONG", access.Officer)
	token := w.signIn("QN01").Access
	ask := func(b *testing.B) {
		if _, err := w.Authenticate(b.Context(), token); err != nil {
			b.Fatal(err)
		}
	}
	b.Run("warm", func(b *testing.B) {
		for b.Loop() {
			ask(b)
		}
	})
	b.Run("cold", func(b *testing.B) {
		for b.Loop() {
			w.Heard("rights", p.ID)
			w.people.Heard("rights", p.ID)
			ask(b)
		}
	})
}
