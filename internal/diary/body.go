package diary

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"time"

	"congvu/pkg/vncal"
)

// Version is one saved state of a day, insert-only. Body holds the bytes that a seal will cover: they are never decoded and
// encoded again on the way to a verifier.
type Version struct {
	ID     string    `bson:"_id"` // ULID
	Agency string    `bson:"agency"`
	Chain  string    `bson:"chain"` // the author: one chain per person
	N      int64     `bson:"n"`     // place in the chain, from 1 without gaps
	Day    string    `bson:"day"`   // DayID
	Of     int64     `bson:"of"`    // the day's version
	Action string    `bson:"action"`
	By     string    `bson:"by"` // who acted: the author or the confirmer
	At     time.Time `bson:"at"`
	Reason string    `bson:"reason,omitempty"`
	Body   []byte    `bson:"body"`   // canonical JSON, bodyFormat
	SHA256 []byte    `bson:"sha256"` // of Body
}

// bodyFormat names the form of Version.Body; a changed form gets another number, old bodies stay as they are.
const bodyFormat = "congvu-diary/2" // 1 had no deviceAt

// body is the canonical form of a day: fields in this order, no spaces, UTF-8 without HTML escapes, instants in UTC.
type body struct {
	Format       string     `json:"format"`
	Day          string     `json:"day"`
	Date         vncal.Date `json:"date"`
	Person       string     `json:"person"`
	Version      int64      `json:"version"`
	Action       string     `json:"action"`
	By           string     `json:"by"`
	At           string     `json:"at"`
	Reason       string     `json:"reason"`
	State        State      `json:"state"`
	AM           Place      `json:"am"`
	PM           Place      `json:"pm"`
	Entries      []line     `json:"entries"`
	Plan         string     `json:"plan"`
	Difficulties string     `json:"difficulties"`
}

// line is the canonical form of an entry.
type line struct {
	ID        string `json:"id"`
	Text      string `json:"text"`
	Task      string `json:"task"`
	TaskCode  string `json:"taskCode"`
	Minutes   int    `json:"minutes"`
	From      string `json:"from"`
	To        string `json:"to"`
	Result    string `json:"result"`
	Unplanned bool   `json:"unplanned"`
	CreatedAt string `json:"createdAt"`
	ChangedAt string `json:"changedAt"`
	Late      bool   `json:"late"`
	Source    string `json:"source"`
	DeviceAt  string `json:"deviceAt"` // "" when the device did not say
}

// instant is how the canonical form writes an instant: always with milliseconds, so that equal times have equal bytes.
const instant = "2006-01-02T15:04:05.000Z"

// versionOf returns the version of d that an act made; its id and place in the chain are given when it is stored.
func versionOf(d Day, action, by, reason string, at time.Time) (Version, error) {
	b := body{
		Format: bodyFormat, Day: d.ID, Date: d.Date, Person: d.Person, Version: d.Version, Action: action, By: by,
		At: at.UTC().Format(instant), Reason: reason, State: d.State, AM: d.Place.AM, PM: d.Place.PM,
		Entries: make([]line, 0, len(d.Entries)), Plan: d.Plan, Difficulties: d.Difficulties,
	}
	for _, e := range d.Entries {
		l := line{
			ID: e.ID, Text: e.Text, Minutes: e.Minutes, From: e.From, To: e.To, Result: e.Result, Unplanned: e.Unplanned,
			CreatedAt: e.CreatedAt.UTC().Format(instant), ChangedAt: e.ChangedAt.UTC().Format(instant), Late: e.Late, Source: e.Source,
		}
		if e.Task != nil {
			l.Task, l.TaskCode = e.Task.ID, e.Task.Code
		}
		if e.DeviceAt != nil {
			l.DeviceAt = e.DeviceAt.UTC().Format(instant)
		}
		b.Entries = append(b.Entries, l)
	}
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(b); err != nil {
		return Version{}, fmt.Errorf("encode diary version: %w", err)
	}
	raw := bytes.TrimSuffix(buf.Bytes(), []byte("\n"))
	sum := sha256.Sum256(raw)
	return Version{
		Agency: d.Agency, Chain: d.Person, Day: d.ID, Of: d.Version, Action: action, By: by, At: at, Reason: reason,
		Body: raw, SHA256: sum[:],
	}, nil
}
