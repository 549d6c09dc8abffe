package document

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"congvu/internal/access"
	"congvu/internal/clock"
	"congvu/internal/errs"
	"congvu/internal/idempotency"
	"congvu/internal/identity"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/pkg/fold"
	"congvu/pkg/vncal"
)

// People knows who works here; identity.Service fits.
type People interface {
	// People returns the named people by id; unknown ids are left out.
	People(ctx context.Context, agency string, ids []string) (map[string]identity.Person, error)
	// HeadsOf returns who heads a unit, or stands in charge of it.
	HeadsOf(ctx context.Context, agency, unit string) ([]identity.Person, error)
}

// RegisterDeps is what the register works with; every field is needed.
type RegisterDeps struct {
	DB      *mongodb.DB
	Units   Units
	People  People
	Files   Files
	Journal Journal
	Clock   clock.Clock
}

// Register keeps the registers of incoming documents (sổ văn bản đến) of all bodies. It is safe for concurrent use.
type Register struct {
	deps    RegisterDeps
	store   store
	reading chan struct{} // a place for each message being read
}

// messagesAtOnce is how many messages are read at the same time on one node.
const messagesAtOnce = 2

// NewRegister returns the registers over d.
func NewRegister(d RegisterDeps) *Register {
	return &Register{deps: d, store: store{d.DB.Collection(collection)}, reading: make(chan struct{}, messagesAtOnce)}
}

// Get returns a line of a register that a may see, and whether a keeps that register. errs.ErrNotFound otherwise.
func (r *Register) Get(ctx context.Context, a access.Actor, id string) (d Document, keeps bool, err error) {
	docs, err := r.store.Unscoped(ctx, a.Agency, []string{id})
	switch {
	case err != nil:
		return Document{}, false, err
	case len(docs) == 0 || docs[0].Arrival == nil:
		return Document{}, false, errs.ErrNotFound
	}
	d = docs[0]
	body, mine, err := r.bodyOf(ctx, a)
	if err != nil {
		return Document{}, false, err
	}
	keeps = mine && body == d.Arrival.Body
	if !keeps && !slices.ContainsFunc(a.Tokens().All, func(t string) bool { return slices.Contains(d.Vis, t) }) {
		return Document{}, false, errs.ErrNotFound
	}
	return d, keeps, nil
}

// bodyOf returns the body to which a belongs, by the post of clerk before the primary one, and whether a is its clerk; "" for
// who holds no post.
func (r *Register) bodyOf(ctx context.Context, a access.Actor) (body string, keeps bool, err error) {
	unit := a.Primary().Unit
	for _, p := range a.Appointments {
		if p.Role == access.Clerk {
			unit, keeps = p.Unit, true
			break
		}
	}
	if unit == "" {
		return "", false, nil
	}
	body, err = r.body(ctx, a.Agency, unit)
	return body, keeps, err
}

// body returns the nearest unit with its own seal at or above a unit.
func (r *Register) body(ctx context.Context, agency, unit string) (string, error) {
	u, err := r.deps.Units.Unit(ctx, agency, unit)
	if err != nil {
		return "", err
	}
	for _, id := range slices.Backward(u.Path()) {
		at, err := r.deps.Units.Unit(ctx, agency, id)
		if err != nil {
			return "", err
		}
		if at.Body {
			return id, nil
		}
	}
	return u.Path()[0], nil // the agency
}

// Enter writes a line into the register of a's body and gives it the next number of its year: without gaps, however many write at once
// and whatever fails. key is the client's Idempotency-Key, "" for none: repeating it gives the line that was entered then.
// in.Files are attached with it. Errors: ErrClerk, ErrSecret, errs.ErrInvalid with the faulty fields, ErrExists as in Service.Create, errs.ErrKeyReused.
func (r *Register) Enter(ctx context.Context, a access.Actor, in Entry, key string) (Document, error) {
	body, keeps, err := r.bodyOf(ctx, a)
	if err != nil {
		return Document{}, err
	}
	if !keeps {
		return Document{}, ErrClerk
	}
	sent := in
	sent.Again = false // the answer to the warning is the same request
	op, err := idempotency.Of(a.ID, key, sent)
	if err != nil {
		return Document{}, err
	}
	if op != nil {
		if made, err := r.made(ctx, a.Agency, *op); !errors.Is(err, errs.ErrNotFound) {
			return made, err
		}
	}
	d, err := in.entered(Document{}, r.today())
	if err != nil {
		return Document{}, err
	}
	if err := in.scans(); err != nil {
		return Document{}, err
	}
	d.ID, d.Agency, d.By, d.Op = mongodb.NewID(), a.Agency, a.ID, op
	d.Arrival.Body, d.Arrival.Office, d.Arrival.Open, d.Arrival.At = body, r.office(a), true, r.deps.Clock.Now()
	if d, err = r.placed(ctx, d); err != nil {
		return Document{}, err
	}
	if !in.Again {
		if err := r.once(ctx, a, d); err != nil {
			return Document{}, err
		}
	}
	if d, err = r.number(ctx, a, d, in); mongodb.IsDuplicate(err) && op != nil { // the same request came twice at once
		if made, again := r.made(ctx, a.Agency, *op); again == nil {
			return made, nil
		}
	}
	if err != nil {
		return Document{}, fmt.Errorf("enter document: %w", err)
	}
	return d, nil
}

// number stores a new line with its files under the next number. The number is taken in the transaction that stores the line, so that what
// fails leaves no gap; writers of one register wait for each other.
func (r *Register) number(ctx context.Context, a access.Actor, d Document, in Entry) (Document, error) {
	counter := counterOf(d.Arrival.Body, d.Arrival.Year)
	if err := r.deps.DB.BeginNumbers(ctx, a.Agency, counter); err != nil {
		return Document{}, err
	}
	numbered := d
	told, err := r.handed(ctx, Document{}, d)
	if err != nil {
		return Document{}, err
	}
	err = r.deps.DB.WithTx(ctx, func(ctx context.Context) error {
		if in.First > 1 {
			err := r.deps.DB.MoveNumber(ctx, a.Agency, counter, 0, in.First-1)
			if errors.Is(err, errs.ErrChanged) {
				return errs.ErrInvalid.At("firstNumber", "register_begun")
			}
			if err != nil {
				return err
			}
		}
		n, err := r.deps.DB.TakeNumber(ctx, a.Agency, counter)
		if err != nil {
			return err
		}
		line := *d.Arrival
		line.N = n
		numbered.Arrival = &line
		if err := r.store.Insert(ctx, numbered); err != nil {
			return err
		}
		if err := r.attach(ctx, a, numbered, in.Files); err != nil {
			return err
		}
		return r.deps.Journal.Write(ctx, journal.Entry{
			Action: "document.registered", By: a, At: d.Arrival.At, First: true, Params: map[string]string{"line": line.line()},
			Inbox: withLine(told, line),
		}.Of(nil, numbered))
	})
	return numbered, err
}

// counterOf names the counter of the register of a body in a year.
func counterOf(body string, year int) string { return fmt.Sprintf("incoming-%s-%d", body, year) }

// Edit puts another content into a line; number and year of arrival stay. Errors: those of Enter but for the key;
// ErrCancelled; errs.ErrChanged with the line as it is when version is stale; errs.ErrNotFound outside a's scope.
func (r *Register) Edit(ctx context.Context, a access.Actor, id string, version int64, in Entry) (Document, error) {
	d, err := r.kept(ctx, a, id, version)
	if err != nil {
		return Document{}, err
	}
	if d.Arrival.Cancelled != nil {
		return Document{}, ErrCancelled.Having(d)
	}
	next, err := in.entered(d, r.today())
	if err != nil {
		return Document{}, err
	}
	next.ID, next.Agency, next.By, next.Op, next.Version = d.ID, d.Agency, d.By, d.Op, d.Version+1
	if next, err = r.placed(ctx, next); err != nil {
		return Document{}, err
	}
	if !in.Again && !next.sameNumber(d) {
		if err := r.once(ctx, a, next); err != nil {
			return Document{}, err
		}
	}
	told, err := r.handed(ctx, d, next)
	if err != nil {
		return Document{}, err
	}
	return next, r.Save(ctx, d, next, journal.Entry{Action: "document.edited", By: a, Changes: changes(d, next), Inbox: withLine(told, *next.Arrival)})
}

// sameNumber reports whether d is numbered and issued as other is.
func (d Document) sameNumber(other Document) bool {
	return d.Key == other.Key && fold.Fold(d.Issuer) == fold.Fold(other.Issuer)
}

// Cancel takes a line out of the count; it keeps its number. Errors: ErrClerk, ErrCancelled, ErrDirected, ErrReason (10 to 2000
// characters); errs.ErrChanged, errs.ErrNotFound as in Edit.
func (r *Register) Cancel(ctx context.Context, a access.Actor, id string, version int64, reason string) (Document, error) {
	d, err := r.kept(ctx, a, id, version)
	if err != nil {
		return Document{}, err
	}
	next, err := d.cancelled(a.ID, reason, r.deps.Clock.Now())
	if e := errs.As(err); err != nil && e.Kind == errs.Conflict {
		return Document{}, e.Having(d)
	}
	if err != nil {
		return Document{}, err
	}
	next.Version++
	return next, r.Save(ctx, d, next, journal.Entry{Action: "document.cancelled", By: a, Reason: next.Arrival.Cancelled.Reason})
}

// Save stores next in the place of prev with its journal entry, or nothing; in the transaction of ctx when there is one.
// errs.ErrChanged when prev is no longer what is stored.
func (r *Register) Save(ctx context.Context, prev, next Document, e journal.Entry) error {
	e.Params = map[string]string{"line": next.Arrival.line()}
	err := r.deps.DB.WithTx(ctx, func(ctx context.Context) error {
		if err := r.store.Replace(ctx, prev.Version, next); err != nil {
			return err
		}
		return r.deps.Journal.Write(ctx, e.Of(prev, next))
	})
	if err != nil {
		return fmt.Errorf("save document %s: %w", next.ID, err)
	}
	return nil
}

// Placed returns d seen by whom it is for now.
func (r *Register) Placed(ctx context.Context, d Document) (Document, error) { return r.placed(ctx, d) }

// kept returns a line of a register that a keeps, in the version that was seen.
func (r *Register) kept(ctx context.Context, a access.Actor, id string, version int64) (Document, error) {
	d, keeps, err := r.Get(ctx, a, id)
	switch {
	case err != nil:
		return Document{}, err
	case !keeps:
		return Document{}, ErrClerk
	case d.Version != version:
		return Document{}, errs.ErrChanged.Having(d)
	}
	return d, nil
}

// placed looks up the receivers and says who sees d: the clerks of the office, whoever entered it, whoever is in charge of the body, and each
// receiver with all above. errs.ErrInvalid with what cannot be found or stands twice.
func (r *Register) placed(ctx context.Context, d Document) (Document, error) {
	v := *d.Arrival
	d, to, err := r.sent(ctx, d, v.Body, []string{access.Book(v.Office)}, v.To)
	if err != nil {
		return Document{}, err
	}
	v.To = to
	d.Arrival = &v
	return d, nil
}

// sent returns d seen by whoever brought it, by the holders of tokens, whoever is in charge of the body, and each of to with all above; and
// to with the unit of each person. Errors as in placed.
func (r *Register) sent(ctx context.Context, d Document, body string, tokens []string, to []Party) (Document, []Party, error) {
	to = slices.Clone(to)
	ids := []string{}
	for _, p := range to {
		ids = append(ids, p.Person)
	}
	people, err := r.deps.People.People(ctx, d.Agency, ids)
	if err != nil {
		return Document{}, nil, err
	}
	d.Vis = append([]string{access.Person(d.By)}, tokens...)
	d.Units = []string{body}
	for i, p := range to {
		at := fmt.Sprintf("receivers[%d]", i)
		if p.Person != "" {
			who, ok := people[p.Person]
			if !ok {
				return Document{}, nil, errs.ErrInvalid.At(at+".person", "not_found")
			}
			to[i].Unit = who.Primary.Unit
			if t := access.Person(p.Person); !slices.Contains(d.Vis, t) {
				d.Vis = append(d.Vis, t)
			}
		} else if !slices.Contains(d.Units, p.Unit) {
			d.Units = append(d.Units, p.Unit)
		}
		if slices.Contains(to[:i], to[i]) {
			return Document{}, nil, errs.ErrInvalid.At(at, "duplicate")
		}
		if p.Person == "" {
			if _, err := r.deps.Units.Unit(ctx, d.Agency, p.Unit); errors.Is(err, errs.ErrNotFound) {
				return Document{}, nil, errs.ErrInvalid.At(at+".unit", "not_found")
			} else if err != nil {
				return Document{}, nil, err
			}
		}
	}
	for _, unit := range d.Units {
		u, err := r.deps.Units.Unit(ctx, d.Agency, unit)
		if err != nil {
			return Document{}, nil, err
		}
		for _, id := range u.Path() {
			if t := access.Work(id); !slices.Contains(d.Vis, t) {
				d.Vis = append(d.Vis, t)
			}
		}
	}
	return d, to, nil
}

// once warns of a document of the same number and issuer, which its clerks may see whoever entered it.
func (r *Register) once(ctx context.Context, a access.Actor, d Document) error {
	twin, err := r.store.Twin(ctx, d)
	switch {
	case errors.Is(err, errs.ErrNotFound):
		return nil
	case err != nil:
		return err
	}
	if seen, _, err := r.Get(ctx, a, twin.ID); err == nil {
		return ErrExists.Having(seen)
	}
	return ErrExists
}

func (r *Register) made(ctx context.Context, agency string, op idempotency.Op) (Document, error) {
	d, err := r.store.Made(ctx, agency, op)
	if err == nil && d.Op.Hash != op.Hash {
		return Document{}, errs.ErrKeyReused
	}
	return d, err
}

func (r *Register) today() vncal.Date { return vncal.DateOf(r.deps.Clock.Now()) }

// office returns the unit in which a is clerk.
func (r *Register) office(a access.Actor) string {
	i := slices.IndexFunc(a.Appointments, func(p access.Appointment) bool { return p.Role == access.Clerk })
	return a.Appointments[i].Unit
}

// changes lists what an edit changed, in the words of the fields.
func changes(prev, next Document) []journal.Change {
	was, is := prev.Arrival, next.Arrival
	all := []journal.Change{
		{Field: "number", From: prev.Number, To: next.Number}, {Field: "issuer", From: prev.Issuer, To: next.Issuer},
		{Field: "date", From: string(prev.Date), To: string(next.Date)}, {Field: "abstract", From: prev.Abstract, To: next.Abstract},
		{Field: "urgency", From: prev.Urgency, To: next.Urgency}, {Field: "arrivedOn", From: string(was.On), To: string(is.On)},
		{Field: "type", From: was.Type, To: is.Type}, {Field: "handedOn", From: string(was.HandedOn), To: string(is.HandedOn)},
		{Field: "signedBy", From: was.SignedBy, To: is.SignedBy}, {Field: "answer", From: was.Answer, To: is.Answer},
		{Field: "note", From: was.Note, To: is.Note},
	}
	return slices.DeleteFunc(all, func(c journal.Change) bool { return c.From == c.To })
}
