package session

import (
	"context"
	"errors"
	"net/netip"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/journal"
	"congvu/internal/realtime"
)

// unknown stands in the log for an account that there is none of. What was typed is never kept: it may be a password.
const unknown = "unknown"

// refused records that a sign-in was not let through: the account that was tried, when there is one, and from where. Known
// and unknown names cost the same. That it cannot be recorded must not tell anything, nor keep anybody out.
func (s *Service) refused(ctx context.Context, action string, l lap, c Credentials) {
	err := s.journal.Refused(ctx, action+"|"+l.pair, func(ctx context.Context) (journal.Refusal, error) {
		agency, err := s.people.Agency(ctx)
		if err != nil {
			return journal.Refusal{}, err
		}
		acc, err := s.store.AccountByLogin(ctx, normalLogin(c.Login))
		if errors.Is(err, errs.ErrNotFound) {
			acc, err = Account{Person: unknown}, nil
		}
		return journal.Refusal{
			Action: action, By: access.System(agency), Object: journal.Object{Type: realtime.TypeRights, ID: acc.Person},
			Params: map[string]string{"address": c.Address},
		}, err
	})
	if err != nil {
		s.log.WarnContext(ctx, "refused sign-in not recorded", "error", err)
	}
}

// network returns what counts as one address: of IPv6 the /64, of which a single connection has 2⁶⁴ addresses to choose from.
func network(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil || ip.Is4() || ip.Is4In6() {
		return address
	}
	prefix, err := ip.WithZone("").Prefix(64)
	if err != nil {
		return address
	}
	return prefix.String()
}
