package setup

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/identity"
	"congvu/internal/org"
	"congvu/internal/session"
	"congvu/pkg/fold"
)

// CreateAdmin makes an administrator and returns the activation code: for whoever sits at the server, who needs no link, on the
// first day and when an office has lost its administrators. agency is made where there is none, and is not looked at where there
// is one. The person with the staff code becomes an administrator beside what they are; else a new person is made. Their account
// is opened again when it was disabled or closed.
// Errors: org.ErrNoneIn when there is no agency and none is given; errs.ErrInvalid with the faulty fields, below "agency" and
// "admin"; identity.ErrStaffNo when the e-mail is somebody else's.
func (s *Service) CreateAdmin(ctx context.Context, agency *Agency, admin Admin) (slip session.Slip, err error) {
	err = s.db.WithTx(ctx, func(ctx context.Context) error {
		root, err := s.root(ctx, agency)
		if err != nil {
			return err
		}
		p, err := s.people.ByStaffNo(ctx, root.ID, fold.Line(admin.StaffNo))
		switch {
		case errors.Is(err, errs.ErrNotFound):
			p, err = s.add(ctx, root, admin)
		case err == nil:
			err = s.promote(ctx, root, p)
		}
		if err != nil {
			return below("admin", err)
		}
		slips, err := s.accounts.GiveCodes(ctx, access.System(root.ID), []string{p.ID})
		if err != nil {
			return err
		}
		slip = slips[0]
		return nil
	})
	if err != nil {
		return session.Slip{}, fmt.Errorf("create administrator: %w", err)
	}
	return slip, nil
}

// root returns the agency, made now where there is none.
func (s *Service) root(ctx context.Context, agency *Agency) (org.Unit, error) {
	root, err := s.units.Agency(ctx)
	if !errors.Is(err, org.ErrNoneIn) || agency == nil {
		return root, err
	}
	unit, err := agency.unit()
	if err == nil {
		root, err = s.units.Create(ctx, access.System(""), unit)
	}
	if err != nil {
		return root, below("agency", err)
	}
	return root, nil
}

// promote gives somebody the post of an administrator beside the others, unless they hold it.
func (s *Service) promote(ctx context.Context, root org.Unit, p identity.Person) error {
	posts, err := s.people.Appointments(ctx, root.ID, p.ID)
	if err != nil || slices.ContainsFunc(posts, func(a identity.Appointment) bool { return a.Role == access.Admin }) {
		return err
	}
	_, err = s.people.Appoint(ctx, access.System(root.ID), p.ID,
		identity.Appointment{Unit: root.ID, Role: access.Admin, Title: adminTitle, Primary: len(posts) == 0})
	return err
}
