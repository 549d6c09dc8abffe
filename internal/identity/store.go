package identity

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/access"
	"congvu/internal/mongodb"
	"congvu/pkg/vncal"
)

// Indexes declares the collections of people and posts and what their queries need.
func Indexes() []mongodb.Indexes {
	email := mongodb.Unique("agency", "email") // as a name to sign in with it is unique everywhere: that is the accounts' business
	email.Options.SetPartialFilterExpression(bson.D{{Key: "email", Value: bson.D{{Key: "$exists", Value: true}}}})
	onePrimary := mongodb.Unique("agency", "person")
	onePrimary.Options.SetName("one_primary").SetPartialFilterExpression(bson.D{{Key: "primary", Value: true}, {Key: "to", Value: NoEnd}})
	byOp := mongodb.Unique("agency", "op.person", "op.key")
	byOp.Options.SetPartialFilterExpression(bson.D{{Key: "op.key", Value: bson.D{{Key: "$exists", Value: true}}}})
	return []mongodb.Indexes{
		{Collection: "people", Models: []mongo.IndexModel{
			mongodb.Unique("agency", "staff_no"),
			email,
			mongodb.Asc("agency", "units", "sort"),
			mongodb.Asc("agency", "fold", "sort"),
			mongodb.Asc("agency", "units", "primary.role", "sort"),
			mongodb.Asc("agency", "state", "sort"),
			mongodb.Asc("agency", "sort"),
			mongodb.Asc("agency", "demo"),
			byOp,
		}},
		{Collection: "appointments", Models: []mongo.IndexModel{
			mongodb.Asc("agency", "person", "to"),
			mongodb.Asc("agency", "unit", "role", "to"),
			mongodb.Asc("agency", "from", "_id"),
			mongodb.Asc("agency", "to", "_id"),
			mongodb.Asc("agency", "role", "to"),
			onePrimary, // exactly one at a time, whoever writes at the same moment
		}},
	}
}

type store struct {
	people, appointments *mongo.Collection
}

func newStore(db *mongodb.DB) store {
	return store{people: db.Collection("people"), appointments: db.Collection("appointments")}
}

// Person returns one person of the agency.
func (s store) Person(ctx context.Context, agency, id string) (p Person, err error) {
	err = s.people.FindOne(ctx, bson.D{{Key: "_id", Value: id}, {Key: "agency", Value: agency}}).Decode(&p)
	return p, mongodb.Translate("get person", err)
}

// PersonByID returns one person of whatever agency: for tokens, which name only the person.
func (s store) PersonByID(ctx context.Context, id string) (p Person, err error) {
	err = s.people.FindOne(ctx, bson.D{{Key: "_id", Value: id}}).Decode(&p)
	return p, mongodb.Translate("get person", err)
}

// PeopleByID returns the people of the agency among ids.
func (s store) PeopleByID(ctx context.Context, agency string, ids []string) ([]Person, error) {
	return mongodb.All[Person](ctx, "list people", s.people,
		bson.D{{Key: "_id", Value: bson.D{{Key: "$in", Value: ids}}}, {Key: "agency", Value: agency}}, nil)
}

// InsertPerson stores a new person; mongodb.ErrDuplicate when the staff code or e-mail is taken.
func (s store) InsertPerson(ctx context.Context, p Person) error {
	_, err := s.people.InsertOne(ctx, p)
	return mongodb.Translate("insert person", err)
}

// InsertPeople stores many new people with their posts by two commands.
func (s store) InsertPeople(ctx context.Context, people []Person, posts []Appointment) error {
	if _, err := s.people.InsertMany(ctx, people); err != nil {
		return mongodb.Translate("insert people", err)
	}
	_, err := s.appointments.InsertMany(ctx, posts)
	return mongodb.Translate("insert appointments", err)
}

// Everybody returns every person of the agency by staff number.
func (s store) Everybody(ctx context.Context, agency string) ([]Person, error) {
	return mongodb.All[Person](ctx, "list everybody", s.people, bson.D{{Key: "agency", Value: agency}},
		options.Find().SetSort(bson.D{{Key: "agency", Value: 1}, {Key: "staff_no", Value: 1}}))
}

// ReplacePerson stores p in the place of the version that was seen, errs.ErrChanged when that is no longer stored.
func (s store) ReplacePerson(ctx context.Context, seen int64, p Person) error {
	return mongodb.Put(ctx, "replace person", s.people, key(p.ID, p.Agency), seen, p)
}

// AnyPerson reports whether the installation has a person who is, or is not, made up.
func (s store) AnyPerson(ctx context.Context, agency string, demo bool) (bool, error) {
	rows, err := mongodb.All[Person](ctx, "any person", s.people,
		bson.D{{Key: "agency", Value: agency}, {Key: "demo", Value: demo}}, options.Find().SetLimit(1))
	return len(rows) > 0, err
}

// personFilter is a search of people; units nil means the whole agency, keys empty means any name.
type personFilter struct {
	agency  string
	units   []string
	keys    []string
	without []string // these people
	role    access.Role
	state   State // of people who are not in office, with homes in the place of units
	homes   []string
	rank    rank
	after   string
	limit   int
}

// FindPeople returns the page after f.after in the order of lists, and whether there are more.
func (s store) FindPeople(ctx context.Context, f personFilter) ([]Person, bool, error) {
	query := bson.D{{Key: "agency", Value: f.agency}}
	switch {
	case f.state != "":
		query = append(query, bson.E{Key: "state", Value: f.state}, bson.E{Key: "home", Value: bson.D{{Key: "$in", Value: f.homes}}})
	case f.units != nil:
		query = append(query, bson.E{Key: "units", Value: bson.D{{Key: "$in", Value: f.units}}})
	default:
		query = append(query, bson.E{Key: "units.0", Value: bson.D{{Key: "$exists", Value: true}}}) // with a post
	}
	if f.role != "" {
		query = append(query, bson.E{Key: "primary.role", Value: f.role})
	}
	if len(f.keys) > 0 {
		query = append(query, bson.E{Key: "fold", Value: bson.D{{Key: "$all", Value: f.keys}}})
	}
	if len(f.without) > 0 {
		query = append(query, bson.E{Key: "_id", Value: bson.D{{Key: "$nin", Value: f.without}}})
	}
	query = append(query, f.rank.conditions()...)
	if f.after != "" {
		query = append(query, bson.E{Key: "sort", Value: bson.D{{Key: "$gt", Value: f.after}}})
	}
	rows, err := mongodb.All[Person](ctx, "find people", s.people, query,
		options.Find().SetSort(bson.D{{Key: "sort", Value: 1}}).SetLimit(int64(f.limit)+1))
	if err != nil {
		return nil, false, err
	}
	return rows[:min(len(rows), f.limit)], len(rows) > f.limit, nil
}

// CountIn returns how many people have their primary appointment in each of the agency's units or below it.
func (s store) CountIn(ctx context.Context, agency string) (map[string]int, error) {
	type row struct {
		Unit string `bson:"_id"`
		N    int    `bson:"n"`
	}
	rows, err := mongodb.Sum[row](ctx, "count people", s.people, mongo.Pipeline{
		{{Key: "$match", Value: bson.D{{Key: "agency", Value: agency}, {Key: "units", Value: bson.D{{Key: "$gt", Value: ""}}}}}},
		{{Key: "$project", Value: bson.D{{Key: "units", Value: 1}}}},
		{{Key: "$unwind", Value: "$units"}},
		{{Key: "$group", Value: bson.D{{Key: "_id", Value: "$units"}, {Key: "n", Value: bson.D{{Key: "$sum", Value: 1}}}}}},
	})
	if err != nil {
		return nil, err
	}
	counts := make(map[string]int, len(rows))
	for _, r := range rows {
		counts[r.Unit] = r.N
	}
	return counts, nil
}

// Appointment returns one post of the agency.
func (s store) Appointment(ctx context.Context, agency, id string) (a Appointment, err error) {
	err = s.appointments.FindOne(ctx, bson.D{{Key: "_id", Value: id}, {Key: "agency", Value: agency}}).Decode(&a)
	return a, mongodb.Translate("get appointment", err)
}

// InsertAppointment stores a new post; mongodb.ErrDuplicate for a second primary one.
func (s store) InsertAppointment(ctx context.Context, a Appointment) error {
	_, err := s.appointments.InsertOne(ctx, a)
	return mongodb.Translate("insert appointment", err)
}

// ReplaceAppointment stores a in the place of the version that was seen, errs.ErrChanged when that is no longer stored.
func (s store) ReplaceAppointment(ctx context.Context, seen int64, a Appointment) error {
	return mongodb.Put(ctx, "replace appointment", s.appointments, key(a.ID, a.Agency), seen, a)
}

// inForce is the part of a filter that keeps posts in force on day.
func inForce(day vncal.Date) bson.D {
	return bson.D{{Key: "to", Value: bson.D{{Key: "$gte", Value: day}}}, {Key: "from", Value: bson.D{{Key: "$lte", Value: day}}}}
}

// Appointments returns people's posts in force on day, the primary one of each before the others.
func (s store) Appointments(ctx context.Context, agency string, people []string, day vncal.Date) ([]Appointment, error) {
	return mongodb.All[Appointment](ctx, "list appointments", s.appointments,
		append(bson.D{{Key: "agency", Value: agency}, {Key: "person", Value: bson.D{{Key: "$in", Value: people}}}}, inForce(day)...),
		options.Find().SetSort(bson.D{{Key: "primary", Value: -1}, {Key: "_id", Value: 1}})) // some hundreds at most: sorted in memory
}

// HeadsIn returns the appointments of heads in force on day in any of the units.
func (s store) HeadsIn(ctx context.Context, agency string, units []string, day vncal.Date) ([]Appointment, error) {
	return mongodb.All[Appointment](ctx, "list heads", s.appointments, append(bson.D{
		{Key: "agency", Value: agency}, {Key: "unit", Value: bson.D{{Key: "$in", Value: units}}}, {Key: "role", Value: access.Head},
	}, inForce(day)...))
}

// PrimaryIn returns the primary appointments in force on day in any of the units.
func (s store) PrimaryIn(ctx context.Context, agency string, units []string, day vncal.Date) ([]Appointment, error) {
	return mongodb.All[Appointment](ctx, "list members", s.appointments, append(bson.D{
		{Key: "agency", Value: agency}, {Key: "unit", Value: bson.D{{Key: "$in", Value: units}}},
		{Key: "role", Value: bson.D{{Key: "$in", Value: access.Roles()}}}, {Key: "primary", Value: true},
	}, inForce(day)...))
}

// Posts returns how many appointments are stored, of whatever agency. None is ever removed.
func (s store) Posts(ctx context.Context) (int64, error) {
	n, err := s.appointments.EstimatedDocumentCount(ctx)
	return n, mongodb.Translate("count appointments", err)
}

// LastDay returns the last of the days in field, "from" or "to", of an agency's appointments, up to and including a day; ""
// when there is none.
func (s store) LastDay(ctx context.Context, agency, field string, day vncal.Date) (vncal.Date, error) {
	rows, err := mongodb.All[bson.Raw](ctx, "last day of appointments", s.appointments,
		bson.D{{Key: "agency", Value: agency}, {Key: field, Value: bson.D{{Key: "$lte", Value: day}}}},
		options.Find().SetSort(bson.D{{Key: "agency", Value: -1}, {Key: field, Value: -1}}).SetLimit(1).SetProjection(bson.D{{Key: field, Value: 1}}))
	if err != nil || len(rows) == 0 {
		return "", err
	}
	last, _ := rows[0].Lookup(field).StringValueOK()
	return vncal.Date(last), nil
}

// EndedOn counts an agency's appointments with that last day.
func (s store) EndedOn(ctx context.Context, agency string, day vncal.Date) (int64, error) {
	n, err := s.appointments.CountDocuments(ctx, bson.D{{Key: "agency", Value: agency}, {Key: "to", Value: day}})
	return n, mongodb.Translate("count ended appointments", err)
}

// key names a document of the agency.
func key(id, agency string) bson.D {
	return bson.D{{Key: "_id", Value: id}, {Key: "agency", Value: agency}}
}
