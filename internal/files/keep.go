package files

import (
	"context"

	"congvu/internal/access"
)

// Keep brings a whole file of a's at once: what was inside something else that a has brought. It waits to be attached as any
// other. key is as in Begin. Errors: those of Begin and Finish.
func (s *Service) Keep(ctx context.Context, a access.Actor, name string, data []byte, key string) (File, error) {
	up, err := s.Begin(ctx, a, name, int64(len(data)), key)
	if err != nil {
		return File{}, err
	}
	if up.File.State == Receiving {
		for _, n := range up.Missing {
			at := n * PartBytes
			if err := s.Put(ctx, a, up.File.ID, n, data[at:min(at+PartBytes, len(data))]); err != nil {
				return File{}, err
			}
		}
	}
	return s.Finish(ctx, a, up.File.ID)
}
