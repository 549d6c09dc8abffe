package evaluation

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"time"

	"congvu/internal/grading"
	"congvu/internal/identity"
	"congvu/internal/journal"
)

// State is how far a period has come.
type State string

// The states of a period, as stored and sent.
const (
	Open    State = "open"    // running: scores are provisional
	Closing State = "closing" // over: lines are frozen except undecided ones, points may be given
	Closed  State = "closed"  // sheets, settings and canonical bytes are frozen
)

// Month is a period's stored course (kỳ đánh giá). A month without a document is open.
type Month struct {
	ID         string                      `bson:"_id"` // agency|period
	Agency     string                      `bson:"agency"`
	Type       string                      `bson:"type"` // "month", "quarter" or "year"
	Period     grading.Period              `bson:"period"`
	From       string                      `bson:"from"` // first day
	To         string                      `bson:"to"`   // last day
	State      State                       `bson:"state"`
	Policy     string                      `bson:"policy"`                // id@version that grades civil servants, "" when none is in force
	Settings   map[string]grading.Settings `bson:"settings_of,omitempty"` // in force when its close began, by id@version of each policy
	Asked      *Act                        `bson:"asked,omitempty"`       // who asked for the close before everybody was graded; a second person confirms
	Ordered    *Act                        `bson:"ordered,omitempty"`     // whose command closes it: the job carries it out
	CutoffAt   *time.Time                  `bson:"cutoff_at,omitempty"`   // when its close began: later decisions belong to the next month
	ProposedAt *time.Time                  `bson:"proposed_at,omitempty"` // when every proposal was written
	ClosedAt   *time.Time                  `bson:"closed_at,omitempty"`
	Reopened   *Act                        `bson:"reopened,omitempty"` // who opened it again last, to correct points
	Posts      string                      `bson:"posts,omitempty"`    // the mark of everybody's posts when its sheets were last passed on
	Of         string                      `bson:"of,omitempty"`       // of a quarter or year: the versions of the parts it was made of
	Progress   Progress                    `bson:"progress"`           // of the job's work on it
	Version    int64                       `bson:"version"`
}

// Act is what somebody did to a month, and when.
type Act struct {
	By   string    `bson:"by"`   // person id
	Name string    `bson:"name"` // as it was then
	At   time.Time `bson:"at"`
}

// Progress is how far the job has come with a month: how many of the people graded have their proposal, and then their
// frozen sheet.
type Progress struct {
	Done  int `bson:"done"`
	Total int `bson:"total"`
}

// Closes reports whether the month's close was commanded and is not done yet.
func (m Month) Closes() bool { return m.Ordered != nil && m.State != Closed }

// monthType is the type of months; quarters and years follow from them (typeOf).
const monthType = "month"

func monthID(agency string, p grading.Period) string { return agency + "|" + string(p) }

// openMonth returns a month nobody has touched yet.
func openMonth(agency string, p grading.Period) Month {
	return Month{
		ID: monthID(agency, p), Agency: agency, Type: typeOf(p), Period: p,
		From: string(p.First()), To: string(p.Last()), State: Open,
	}
}

// Sheet is the evaluation sheet of a person for a month (phiếu theo dõi, đánh giá): the points people gave, and the
// outcome. Before the close the outcome is a proposal that reading computes anew; afterwards nothing of it changes.
type Sheet struct {
	ID           string             `bson:"_id"` // agency|person|period|rev
	Agency       string             `bson:"agency"`
	Person       string             `bson:"person"`
	Period       grading.Period     `bson:"period"`
	Rev          int                `bson:"rev"`   // 1; a reopened period makes the next one
	Units        []string           `bson:"units"` // path of the unit on the period's last day, root first
	Vis          []string           `bson:"vis"`
	Class        string             `bson:"class"`
	Leader       bool               `bson:"leader"`
	General      *General           `bson:"general,omitempty"`
	Leadership   *Leadership        `bson:"leadership,omitempty"` // đ and e of a leader, as the direct superior gave them
	Managed      *Managed           `bson:"managed,omitempty"`    // of a leader: what d followed from, as of the last outcome
	Overrides    []grading.Override `bson:"overrides,omitempty"`  // concluded facts of the period, each with its document
	Parts        []Part             `bson:"parts,omitempty"`      // of a quarter or year: the periods it was made of
	Waiting      []string           `bson:"waiting"`              // who still has points to give
	WaitingSince *time.Time         `bson:"waiting_since"`
	Outcome      Outcome            `bson:"outcome"`          // as of the last change; reading an unfrozen sheet computes anew
	Frozen       *Frozen            `bson:"frozen,omitempty"` // since the close
	Version      int64              `bson:"version"`
	UpdatedAt    time.Time          `bson:"updated_at"`
}

// General are the points for the general criteria as the direct superior gave them.
type General struct {
	Groups []grading.GroupPoints `bson:"groups"`
	By     string                `bson:"by"`
	At     time.Time             `bson:"at"`
}

// Leadership are the two components of a leader that people give, each the policy's full or partial value (100 or 50).
//
// Legal source: Nghị định 335/2025/NĐ-CP Điều 15.
type Leadership struct {
	DD     int64     `bson:"dd"`     // đ: tổ chức triển khai, percent
	E      int64     `bson:"e"`      // e: quy tụ, đoàn kết, percent
	Reason string    `bson:"reason"` // why one of them is 50, "" otherwise
	By     string    `bson:"by"`
	At     time.Time `bson:"at"`
}

// Managed is what d of a leader follows from: the scores of those managed, as their sheets have them.
type Managed struct {
	Scored   int    `bson:"scored"`   // people with a score
	Unscored int    `bson:"unscored"` // people without one, who are left out
	Lowest   string `bson:"lowest"`   // the lowest score, cut to 4 decimals; "" when nobody has one
}

// Total returns the sum of the groups; nil when nothing was given.
func (g *General) Total() *grading.Decimal {
	if g == nil {
		return nil
	}
	sum := grading.Decimal{}
	for _, p := range g.Groups {
		sum = sum.Add(grading.Milli(p.PointsMilli))
	}
	return &sum
}

// Outcome is what lists show of a result.
type Outcome struct {
	Status  grading.Status   `bson:"status"`
	Reasons []grading.Reason `bson:"reasons"`
	Total   string           `bson:"total"` // "" without a score
	Cut     string           `bson:"cut"`   // the total cut to 4 decimals, never rounded up to a band; "" without a score
	Grade   grading.Grade    `bson:"grade"`
}

// Frozen is what a closed month keeps, so that the result can be recomputed to the same bytes.
type Frozen struct {
	Policy string `bson:"policy"` // id@version
	Lines  []Fact `bson:"lines"`
	Bytes  []byte `bson:"bytes"` // canonical result
	Hash   string `bson:"hash"`  // SHA-256 of Bytes in hexadecimal
}

func sheetID(agency, person string, p grading.Period, rev int) string {
	return agency + "|" + person + "|" + string(p) + "|" + strconv.Itoa(rev)
}

// newSheet returns the sheet of a person who has none yet.
func newSheet(who identity.Person, p grading.Period) Sheet {
	return Sheet{
		ID: sheetID(who.Agency, who.ID, p, 1), Agency: who.Agency, Person: who.ID, Period: p, Rev: 1,
		Units: slices.Clone(who.Units), Vis: visOf(who.ID, who.Units), Class: who.SubjectClass, Leader: who.Leader(),
	}
}

// reopened returns the next version of a frozen sheet, to be changed in a month that was opened again; the frozen one stays.
func (s Sheet) reopened() Sheet {
	s.Rev++
	s.ID, s.Frozen, s.Version = sheetID(s.Agency, s.Person, s.Period, s.Rev), nil, 0
	return s
}

// facts returns what Policy.Grade needs, from lines and the points on the sheet.
func (s Sheet) facts(lines []grading.Line) grading.Facts {
	f := grading.Facts{
		Period: s.Period, Subject: grading.Subject{Class: s.Class, Leader: s.Leader},
		General: s.General.Total(), Lines: lines, Overrides: s.Overrides,
	}
	if !s.Leader {
		return f
	}
	f.Leadership = &grading.Leadership{}
	if l := s.Leadership; l != nil {
		dd, e := grading.Int(l.DD), grading.Int(l.E)
		f.Leadership.DD, f.Leadership.E = &dd, &e
	}
	if m := s.Managed; m != nil && m.Scored > 0 {
		if lowest, err := grading.ParseDecimal(m.Lowest); err == nil { // written by us
			f.Leadership.SubordinateScores = []grading.Decimal{lowest}
		}
	}
	return f
}

// lacks reports whether the superior still has points to give: general points, or đ and e of a leader.
func (s Sheet) lacks() bool { return s.General == nil || s.Leader && s.Leadership == nil }

// awaits sets who still has points to give: the superior, while some are missing.
func (s *Sheet) awaits(superior string, now time.Time) {
	s.Waiting, s.WaitingSince = nil, nil
	if s.lacks() && superior != "" {
		s.Waiting, s.WaitingSince = []string{superior}, &now
	}
}

// outcome writes what lists show of a result on the sheet.
func (s *Sheet) outcome(r grading.Result) {
	s.Outcome = Outcome{Status: r.Status, Reasons: r.Reasons, Total: r.Total, Cut: r.Cut(), Grade: r.Grade}
}

// freeze keeps a result for good; the lines go with it when the sheet is stored (store.PutSheets).
func (s *Sheet) freeze(r grading.Result) {
	s.outcome(r)
	s.Frozen = &Frozen{Policy: r.Policy}
	s.seal(r.Bytes())
	s.Waiting, s.WaitingSince = nil, nil
}

// seal keeps the canonical bytes of a frozen sheet.
func (s *Sheet) seal(raw []byte) {
	sum := sha256.Sum256(raw)
	s.Frozen.Bytes, s.Frozen.Hash = raw, hex.EncodeToString(sum[:])
}

// JournalObject names the sheet in journal entries and events.
func (s Sheet) JournalObject() journal.Object {
	return journal.Object{Type: "sheet", ID: s.Person + "|" + string(s.Period), Code: string(s.Period)}
}

// JournalVersion returns the version that an event announces.
func (s Sheet) JournalVersion() int64 { return s.Version }

// JournalVis returns the tokens of those who may see the sheet: its subject, the superiors, personnel officers.
func (s Sheet) JournalVis() []string { return s.Vis }

// JournalWaiting returns those who have points to give.
func (s Sheet) JournalWaiting() []string { return s.Waiting }
