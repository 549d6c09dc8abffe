package document

import (
	"context"
	"slices"
	"strings"

	"congvu/internal/journal"
)

// handedKind is the kind and the rule of the message to whom a document is handed over.
const handedKind = "document.handed"

// handed returns a message to everybody to whom next is handed over and prev was not: the people among the receivers, and the heads
// of the units. Each is told once of a document, however often the line is changed.
func (r *Register) handed(ctx context.Context, prev, next Document) ([]journal.Message, error) {
	if next.Arrival.HandedOn == "" {
		return nil, nil
	}
	var told []journal.Message
	for _, p := range next.Arrival.To {
		if prev.Arrival != nil && prev.Arrival.HandedOn != "" && slices.ContainsFunc(prev.Arrival.To, p.same) {
			continue
		}
		to, why := []string{p.Person}, "receiver"
		if p.Person == "" {
			heads, err := r.deps.People.HeadsOf(ctx, next.Agency, p.Unit)
			if err != nil {
				return nil, err
			}
			to, why = nil, "head"
			for _, h := range heads {
				to = append(to, h.ID)
			}
		}
		for _, person := range to {
			if slices.ContainsFunc(told, func(m journal.Message) bool { return m.To == person }) {
				continue
			}
			told = append(told, journal.Message{
				To: person, Kind: handedKind, Rule: handedKind, Why: why, Key: strings.Join([]string{handedKind, next.ID, person}, "|"),
				Params: map[string]string{"number": next.Number, "issuer": next.Issuer},
			})
		}
	}
	if next.Urgency != "thuong" {
		for _, m := range told {
			m.Params["urgency"] = next.Urgency
		}
	}
	return told, nil
}

// withLine returns messages that name the line of the register, whose number is known in the transaction alone.
func withLine(told []journal.Message, line Arrival) []journal.Message {
	out := make([]journal.Message, len(told))
	for i, m := range told {
		params := map[string]string{"line": line.line()}
		for name, value := range m.Params {
			params[name] = value
		}
		m.Params = params
		out[i] = m
	}
	return out
}
