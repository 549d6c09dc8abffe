package session

import "context"

// Void takes every session, access token and ticket of the database out of use, for good: they are those of a copy, which
// somebody else may have read. No node may be running; the accounts stay as they are, and people sign in again.
func (s *Service) Void(ctx context.Context) error {
	if err := s.store.DropSecrets(ctx); err != nil {
		return err
	}
	return s.store.EndAll(ctx, endRestored, s.clock.Now())
}
