package reminder

import (
	"bytes"
	_ "embed" // the table of rules
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"

	"congvu/pkg/vncal"
)

// Recipient is whom a rule reminds, by the part they play (vai trò đối với việc được nhắc).
type Recipient string

// The recipients; they are also the "why" of a message: why did this come to me.
const (
	ToLead     Recipient = "lead"     // chủ trì; whom the work waits for while the leading unit has named nobody
	ToHead     Recipient = "head"     // thủ trưởng đơn vị chủ trì
	ToAssigner Recipient = "assigner" // người giao việc
	ToAuthor   Recipient = "author"   // người viết nhật ký

	ToHR       Recipient = "hr"       // tổ chức cán bộ của cơ quan
	ToApprover Recipient = "approver" // người có thẩm quyền trả lời

	ToCoordinator Recipient = "coordinator" // phối hợp; the heads of a coordinating unit that has named nobody
)

// The rule of an empty diary is asked for by name; all others speak of deadlines.
const ruleDiaryEmpty = "diary_empty"

// The channels.
const (
	byInbox = "inbox" // the list of messages and the socket
	byMail  = "email" // beside the inbox
)

// kindPrepared is the kind of the message of an empty diary for which lines lie prepared, from what its author did that day.
const kindPrepared = "reminder.diary_prepared"

// Rule is one row of the table: a moment, whom to remind, and what ends it.
type Rule struct {
	ID      string      `json:"id"`              // named in every message; screens say by it why a message came and when it stops
	Name    string      `json:"name"`            // Vietnamese: what administrators call it
	From    vncal.Date  `json:"from"`            // first day it is in force
	To      vncal.Date  `json:"until,omitempty"` // last day it is in force; "" while it is
	Kind    string      `json:"kind"`            // kind of the message
	First   int         `json:"first,omitempty"` // the moment: working days after the due day, negative before it
	Last    int         `json:"last,omitempty"`  // last working day on which a missed moment is made up for
	Step    string      `json:"step,omitempty"`  // of a step of a procedure and its due day, not of work
	Part    bool        `json:"part,omitempty"`  // of a coordinator's part and its deadline, not of the work of its lead
	Hours   int         `json:"hours,omitempty"` // of an e-mail: working hours after which a message of Kind nobody has seen is told of by it
	Who     []Recipient `json:"to"`
	Channel string      `json:"channel"` // byInbox, byMail
	Stops   string      `json:"stops"`   // Vietnamese: what ends it
	Basis   string      `json:"basis"`   // where it comes from
}

//go:embed rules.json
var rulesJSON []byte

// table is read once; it is part of the program and a test reads it, so a fault in it is a defect, not an error.
var table = sync.OnceValue(func() []Rule {
	rules, err := readRules(rulesJSON)
	if err != nil {
		panic(err)
	}
	return rules
})

// Rules returns the rules in force on a day, in the order of the table.
func Rules(on vncal.Date) []Rule {
	var in []Rule
	for _, r := range table() {
		if r.From <= on && (r.To == "" || on <= r.To) {
			in = append(in, r)
		}
	}
	return in
}

// readRules reads and checks a table: unknown fields, a recipient nobody knows or a moment after its end are errors.
func readRules(raw []byte) ([]Rule, error) {
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	var rules []Rule
	if err := dec.Decode(&rules); err != nil {
		return nil, fmt.Errorf("reminder: read rules: %w", err)
	}
	known := []Recipient{ToLead, ToHead, ToAssigner, ToAuthor, ToCoordinator, ToHR, ToApprover}
	for _, r := range rules {
		unknown := slices.ContainsFunc(r.Who, func(w Recipient) bool { return !slices.Contains(known, w) })
		switch {
		case r.ID == "" || r.Name == "" || r.Kind == "" || r.Stops == "" || r.Basis == "" || len(r.Who) == 0 || unknown:
			return nil, fmt.Errorf("reminder: rule %q is incomplete", r.ID)
		case !r.From.Valid() || r.To != "" && r.To < r.From:
			return nil, fmt.Errorf("reminder: rule %q is in force from %q until %q", r.ID, r.From, r.To)
		case (r.Step != "") != strings.HasPrefix(r.Kind, stepPrefix):
			return nil, fmt.Errorf("reminder: rule %q of a step has another kind, or the other way round", r.ID)
		case r.Step != "" && len(r.Who) != 1:
			return nil, fmt.Errorf("reminder: rule %q of a step names whoever has it to do", r.ID)
		case r.Last < r.First:
			return nil, fmt.Errorf("reminder: rule %q ends before its moment", r.ID)
		case (r.Channel == byMail) != (r.Hours > 0):
			return nil, fmt.Errorf("reminder: rule %q names hours and no e-mail, or the other way round", r.ID)
		case r.Channel != byInbox && r.Channel != byMail:
			return nil, fmt.Errorf("reminder: rule %q has the unknown channel %q", r.ID, r.Channel)
		}
	}
	return rules, nil
}
