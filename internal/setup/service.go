package setup

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"congvu/internal/access"
	"congvu/internal/clock"
	"congvu/internal/errs"
	"congvu/internal/identity"
	"congvu/internal/mongodb"
	"congvu/internal/org"
	"congvu/internal/session"
	"congvu/pkg/fold"
)

// Service makes the agency of an empty installation. It is safe for concurrent use.
type Service struct {
	db       *mongodb.DB
	store    store
	clock    clock.Clock
	units    *org.Service
	people   *identity.Service
	accounts *session.Service
}

// Deps are what the service works with.
type Deps struct {
	DB       *mongodb.DB
	Clock    clock.Clock
	Units    *org.Service
	People   *identity.Service
	Accounts *session.Service
}

// New returns the service over db's set-up links.
func New(d Deps) *Service {
	return &Service{db: d.DB, store: store{d.DB.Collection(collection)}, clock: d.Clock, units: d.Units, people: d.People, accounts: d.Accounts}
}

// Agency is what the first form asks of the agency.
type Agency struct {
	Name      string // "Ủy ban nhân dân tỉnh Quảng Nam"
	ShortName string // what fits in a table; the name unless given
	Code      string // short stable code: "QNAM"
	Kind      string // one of org's kinds
}

// Kinds are the kinds of unit that an agency of its own can be; the others only lie below one.
func Kinds() []string { return []string{org.Province, org.Department, org.Commune, org.Centre} }

// unit returns the agency as the root of its tree; errs.ErrInvalid for a kind that cannot stand alone.
func (a Agency) unit() (org.Unit, error) {
	u := org.Unit{Name: fold.Line(a.Name), ShortName: fold.Line(a.ShortName), Code: fold.Line(a.Code), Kind: a.Kind}
	if u.ShortName == "" {
		u.ShortName = u.Name
	}
	if !slices.Contains(Kinds(), u.Kind) {
		return u, errs.ErrInvalid.At("kind", "choice")
	}
	return u, nil
}

// Admin is what the first form asks of the administrator.
type Admin struct {
	Name    string // family, middle and given name
	StaffNo string // staff code, the name to sign in with
	Email   string // may be empty
}

// adminTitle is what the first administrator's post is called until somebody says otherwise.
const adminTitle = "Quản trị hệ thống"

// Found makes the agency and its first administrator (quản trị), who signs in with password, and uses the link up. All of it is
// done, or nothing.
// Errors: ErrLink; errs.ErrInvalid with the faulty fields, below "agency" and "admin"; the faults of a password.
func (s *Service) Found(ctx context.Context, secret string, agency Agency, admin Admin, password string) (identity.Person, error) {
	if _, err := s.Open(ctx, secret); err != nil { // before the work of hashing, which a stranger could ask for
		return identity.Person{}, err
	}
	unit, err := agency.unit()
	if err != nil {
		return identity.Person{}, below("agency", err)
	}
	hash, err := s.accounts.HashPassword(ctx, password, admin.Name, admin.StaffNo, admin.Email, unit.Name, unit.Code)
	if err != nil {
		return identity.Person{}, below("admin", err)
	}
	var made identity.Person
	err = s.db.WithTx(ctx, func(ctx context.Context) error {
		if l, err := s.store.Take(ctx, hashOf(secret)); err != nil || !s.clock.Now().Before(l.Expires) {
			return refused(err)
		}
		root, err := s.units.Create(ctx, access.System(""), unit)
		if err != nil {
			return below("agency", err)
		}
		made, err = s.add(ctx, root, admin)
		if err != nil {
			return below("admin", err)
		}
		return s.accounts.OpenAccount(ctx, access.System(root.ID), made.ID, hash)
	})
	if errors.Is(err, org.ErrAgency) { // by another link of the same moment
		return identity.Person{}, ErrLink
	}
	if err != nil {
		return identity.Person{}, fmt.Errorf("set up the agency: %w", err)
	}
	return made, nil
}

// add stores an administrator of the agency.
func (s *Service) add(ctx context.Context, root org.Unit, admin Admin) (identity.Person, error) {
	return s.people.Add(ctx, access.System(root.ID), identity.Person{
		StaffNo: fold.Line(admin.StaffNo), Name: fold.Line(admin.Name), Email: fold.Line(admin.Email), SubjectClass: identity.CivilServant,
	}, identity.Appointment{Unit: root.ID, Role: access.Admin, Title: adminTitle})
}

// below puts the faulty fields of an error below the part of the form that they stand in.
func below(part string, err error) error {
	e := errs.As(err)
	if e.Kind != errs.Invalid || len(e.Fields) == 0 {
		return err
	}
	fields := e.Fields
	moved := *e
	moved.Fields = nil
	for i := range fields {
		f := fields[i]
		f.Path = part + "." + f.Path
		moved.Fields = append(moved.Fields, f)
	}
	return &moved
}
