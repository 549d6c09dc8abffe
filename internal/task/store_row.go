package task

import (
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/mongodb"
	"congvu/pkg/vncal"
)

// RowFields are the stored fields of Row; the others stay on the server.
var RowFields = func() bson.D {
	d := bson.D{}
	for _, f := range []string{
		"agency", "code", "version", "title", "state", "open", "lead", "document", "product", "qty_milli", "progress", "urgency",
		"due_on", "due_at", "term_from", "waiting", "waiting_since", "asked", "asked_due", "asked_cause", "paused", "rework", "back", "assigned_by", "submitted_at", "units", "nudged", "above", "children", "parts", "blockers", "created_at", "updated_at",
	} {
		d = append(d, bson.E{Key: f, Value: 1})
	}
	return d
}()

// ReadRow reads a stored task as bson.Unmarshal would read it into a Row. Lists are what everybody asks for all day, and
// four tenths of their time went into the driver's reflection; TestReadRow holds the two readings together.
func ReadRow(doc bson.Raw) (Row, error) {
	var row Row
	var f fields
	f.each(doc, func(key []byte, v bson.RawValue) {
		switch string(key) {
		case "_id":
			row.ID = f.text(v)
		case "agency":
			row.Agency = f.text(v)
		case "code":
			row.Code = f.text(v)
		case "version":
			row.Version = f.number(v)
		case "title":
			row.Title = f.text(v)
		case "state":
			row.State = State(f.text(v))
		case "open":
			row.Open = f.flag(v)
		case "lead":
			row.Lead = f.lead(v)
		case "document":
			row.Document = f.source(v)
		case "product":
			row.Product = f.product(v)
		case "qty_milli":
			row.QtyMilli = f.number(v)
		case "progress":
			row.Progress = int(f.number(v))
		case "urgency":
			row.Urgency = Urgency(f.text(v))
		case "due_on":
			row.DueOn = vncal.Date(f.text(v))
		case "due_at":
			row.DueAt = f.time(v)
		case "term_from":
			row.TermFrom = vncal.Date(f.text(v))
		case "waiting":
			row.Waiting = f.texts(v)
		case "waiting_since":
			row.WaitingSince = f.maybeTime(v)
		case "asked":
			row.Asked = f.flag(v)
		case "asked_due":
			row.AskedDue = vncal.Date(f.text(v))
		case "asked_cause":
			row.AskedCause = f.flag(v)
		case "paused":
			row.Paused = f.pause(v)
		case "rework":
			row.Rework = int(f.number(v))
		case "back":
			row.Back = f.back(v)
		case "assigned_by":
			row.AssignedBy = f.text(v)
		case "submitted_at":
			row.SubmittedAt = f.maybeTime(v)
		case "units":
			row.Units = f.texts(v)
		case "nudged":
			row.Nudged = f.nudged(v)
		case "above":
			row.Above = f.texts(v)
		case "children":
			row.Children = int(f.number(v))
		case "parts":
			row.Coordinators = f.parts(v)
		case "blockers":
			row.Blockers = f.texts(v)
		case "created_at":
			row.CreatedAt = f.time(v)
		case "updated_at":
			row.UpdatedAt = f.time(v)
		}
	})
	return row, f.err
}

// fields reads values of a document and keeps the first fault. A null is the zero value, as it is to the driver.
type fields struct {
	key []byte // of the value being read
	err error
}

func (f *fields) fail(v bson.RawValue) {
	if f.err == nil && v.Type != bson.TypeNull {
		f.err = fmt.Errorf("field %s of a row is of BSON type %s", f.key, v.Type)
	}
}

// each calls of for every field of a document.
func (f *fields) each(doc bson.Raw, of func(key []byte, v bson.RawValue)) {
	for key, v := range mongodb.Fields(doc, &f.err) {
		f.key = key
		of(key, v)
	}
}

func (f *fields) text(v bson.RawValue) string {
	s, ok := v.StringValueOK()
	if !ok {
		f.fail(v)
	}
	return s
}

func (f *fields) number(v bson.RawValue) int64 {
	n, ok := v.AsInt64OK()
	if !ok {
		f.fail(v)
	}
	return n
}

func (f *fields) flag(v bson.RawValue) bool {
	b, ok := v.BooleanOK()
	if !ok {
		f.fail(v)
	}
	return b
}

func (f *fields) time(v bson.RawValue) time.Time {
	ms, ok := v.DateTimeOK()
	if !ok {
		f.fail(v)
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

func (f *fields) maybeTime(v bson.RawValue) *time.Time {
	if v.Type == bson.TypeNull {
		return nil
	}
	at := f.time(v)
	return &at
}

// inner returns the document that v is, nil when it is none.
func (f *fields) inner(v bson.RawValue) bson.Raw {
	doc, ok := v.DocumentOK()
	if !ok {
		f.fail(v)
		return nil
	}
	return doc
}

func (f *fields) texts(v bson.RawValue) (out []string) {
	array, ok := v.ArrayOK()
	if !ok {
		f.fail(v)
		return nil
	}
	out = []string{}
	f.each(bson.Raw(array), func(_ []byte, v bson.RawValue) { out = append(out, f.text(v)) })
	return out
}

// parts reads who helps. Most work is one person's, and the driver reads the rest.
func (f *fields) parts(v bson.RawValue) []Part {
	array, ok := v.ArrayOK()
	if !ok {
		f.fail(v)
		return nil
	}
	parts := []Part{}
	f.each(bson.Raw(array), func(_ []byte, v bson.RawValue) {
		var p Part
		if err := v.Unmarshal(&p); err != nil && f.err == nil {
			f.err = err
		}
		parts = append(parts, p)
	})
	return parts
}

func (f *fields) lead(v bson.RawValue) (lead Lead) {
	f.each(f.inner(v), func(key []byte, v bson.RawValue) {
		switch string(key) {
		case "unit":
			lead.Unit = f.text(v)
		case "person":
			lead.Person = f.text(v)
		}
	})
	return lead
}

func (f *fields) source(v bson.RawValue) *Source {
	doc := f.inner(v)
	if doc == nil {
		return nil
	}
	var source Source
	f.each(doc, func(key []byte, v bson.RawValue) {
		switch string(key) {
		case "id":
			source.ID = f.text(v)
		case "number":
			source.Number = f.text(v)
		}
	})
	return &source
}

func (f *fields) product(v bson.RawValue) (product Product) {
	f.each(f.inner(v), func(key []byte, v bson.RawValue) {
		switch string(key) {
		case "code":
			product.Code = f.text(v)
		case "version":
			product.Version = int(f.number(v))
		case "name":
			product.Name = f.text(v)
		case "unit":
			product.Unit = f.text(v)
		case "group":
			product.Group = int(f.number(v))
		case "points_milli":
			product.PointsMilli = f.number(v)
		case "divisor":
			product.Divisor = f.number(v)
		case "k_milli":
			product.KMilli = f.number(v)
		}
	})
	return product
}

func (f *fields) back(v bson.RawValue) *Back {
	doc := f.inner(v)
	if doc == nil {
		return nil
	}
	var back Back
	f.each(doc, func(key []byte, v bson.RawValue) {
		switch string(key) {
		case "by":
			back.By = f.text(v)
		case "at":
			back.At = f.time(v)
		case "reason":
			back.Reason = f.text(v)
		case "reopened":
			back.Reopened = f.flag(v)
		}
	})
	return &back
}

func (f *fields) nudged(v bson.RawValue) *Nudged {
	doc := f.inner(v)
	if doc == nil {
		return nil
	}
	var nudged Nudged
	f.each(doc, func(key []byte, v bson.RawValue) {
		switch string(key) {
		case "count":
			nudged.Count = int(f.number(v))
		case "at":
			nudged.At = f.time(v)
		case "by":
			nudged.By = f.text(v)
		}
	})
	return &nudged
}

func (f *fields) pause(v bson.RawValue) *Pause {
	doc := f.inner(v)
	if doc == nil {
		return nil
	}
	var p Pause
	f.each(doc, func(key []byte, v bson.RawValue) {
		switch string(key) {
		case "by":
			p.By = f.text(v)
		case "at":
			p.At = f.time(v)
		case "until":
			p.Until = vncal.Date(f.text(v))
		case "reason":
			p.Reason = f.text(v)
		case "from":
			p.From = State(f.text(v))
		case "due":
			p.Due = vncal.Date(f.text(v))
		}
	})
	return &p
}
