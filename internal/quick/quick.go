package quick

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"congvu/internal/access"
	"congvu/internal/catalogue"
	"congvu/internal/clock"
	"congvu/internal/document"
	"congvu/internal/errs"
	"congvu/internal/identity"
	"congvu/internal/org"
	"congvu/pkg/quickadd"
	"congvu/pkg/recurrence"
	"congvu/pkg/vncal"
)

// People finds people by name; identity.Service fits.
type People interface {
	Assignable(ctx context.Context, a access.Actor, q identity.Query) (identity.Page, error)
	Colleagues(ctx context.Context, a access.Actor, q identity.Query) (identity.Page, error)
	Person(ctx context.Context, agency, id string) (identity.Person, error)
}

// Units returns the tree of an agency; org.Service fits.
type Units interface {
	Tree(ctx context.Context, agency string) ([]org.Unit, error)
}

// Products finds products of the catalogue; catalogue.Service fits.
type Products interface {
	List(ctx context.Context, agency, q string) ([]catalogue.Product, error)
}

// Documents finds the source documents that somebody may see; document.Service fits.
type Documents interface {
	List(ctx context.Context, a access.Actor, q, cursor string, limit int) ([]document.Document, string, error)
}

// Calendar returns the working calendar of an agency; calendar.Service fits.
type Calendar interface {
	Of(ctx context.Context, agency string) (*vncal.Calendar, error)
}

// Deps are what the service works with.
type Deps struct {
	People    People
	Units     Units
	Products  Products
	Documents Documents
	Calendar  Calendar
	Clock     clock.Clock
}

// Service reads lines. It is safe for concurrent use.
type Service struct{ deps Deps }

// New returns the service.
func New(d Deps) *Service { return &Service{deps: d} }

// Party is somebody who can be named: a person with the unit of the primary post, or a unit.
type Party struct {
	Unit   string
	Person identity.Person // zero for a unit
}

// Name is a name as typed and whom it can mean, the likeliest first: one is settled, several are to be chosen from, none is a fault.
type Name struct {
	Typed   string
	Parties []Party
	More    bool   // others can be meant beside those given
	Why     string // why nobody can be meant
}

// Part is a part of a line with what was found for it.
type Part struct {
	quickadd.Part
	Deadline  vncal.Deadline      // due: the day with the days off that count, when given today
	Explain   string              // due: the rule in words
	Next      []recurrence.Day    // repeat: the next days, when it begins today
	Unsure    string              // repeat: of which years the days off are not decided yet, in words; "" for none
	Names     []Name              // lead, coordinators
	Documents []document.Document // document: those meant, the likeliest first
	Products  []catalogue.Product // product: the same
}

// Line is a line with what was found for its parts.
type Line struct {
	quickadd.Line
	Depth int
	Found []Part // as Parts of the line, one for one
}

// maxChoices is among how many somebody chooses; more letters find the others.
const maxChoices = 8

// nextDays is how many days a rule of repeating shows.
const nextDays = 5

// ErrMany is returned when more lines are sent than are read at once.
var ErrMany = errs.ErrInvalid.With(errs.Field{Path: "text", Code: "too_many", Args: map[string]string{"max": strconv.Itoa(quickadd.MaxRows)}})

// Read reads the lines of a text for a. Errors: ErrMany.
func (s *Service) Read(ctx context.Context, a access.Actor, text string) ([]Line, error) {
	rows := quickadd.Lines(text)
	if len(rows) > quickadd.MaxRows {
		return nil, ErrMany
	}
	cal, err := s.deps.Calendar.Of(ctx, a.Agency)
	if err != nil {
		return nil, err
	}
	f := &finder{deps: s.deps, actor: a, today: vncal.DateOf(s.deps.Clock.Now()), seen: map[string]Part{}}
	lines := make([]Line, 0, len(rows))
	for _, row := range rows {
		line := Line{Line: quickadd.Parse(row.Text, s.deps.Clock.Now(), cal), Depth: row.Depth}
		for _, p := range line.Parts {
			found, err := f.find(ctx, p)
			if err != nil {
				return nil, err
			}
			if p.Kind == quickadd.Due && p.Fault == nil {
				rule := p.Rule
				if rule.Kind.Counted() {
					rule.Start = f.today
				}
				if found.Deadline, err = cal.Due(rule); err != nil {
					return nil, err
				}
				found.Explain = vncal.Explain(rule, found.Deadline)
			}
			if p.Kind == quickadd.Repeat && p.Fault == nil {
				if found.Next, err = recurrence.Next(cal, recurrence.Of(*p.Every, f.today), f.today, nextDays); err != nil {
					return nil, err
				}
				found.Unsure = unsure(cal, found.Next)
			}
			line.Found = append(line.Found, found)
		}
		lines = append(lines, line)
	}
	return lines, nil
}

// unsure says of which years of the days the holidays are not all decided, so that the days may still move; "" of none.
func unsure(cal *vncal.Calendar, days []recurrence.Day) string {
	var years []string
	for _, d := range days {
		year := strconv.Itoa(d.Date.Year())
		if !slices.Contains(years, year) && len(cal.Missing(d.Date.Year())) > 0 {
			years = append(years, year)
		}
	}
	if len(years) == 0 {
		return ""
	}
	return "Chưa đủ lịch nghỉ lễ năm " + strings.Join(years, ", ") + ": những ngày này còn có thể đổi."
}
