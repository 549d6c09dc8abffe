package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"

	v1 "congvu/api/v1"
	"congvu/api/wiring"
	"congvu/internal/access"
	"congvu/internal/clock"
	"congvu/internal/document"
	"congvu/internal/identity"
	"congvu/internal/mongodb"
	"congvu/internal/mongodb/mongotest"
	"congvu/internal/notify"
	"congvu/internal/org"
	"congvu/internal/session"
	"congvu/internal/task"
	"congvu/pkg/vncal"
)

// office is the whole API over a small agency on Thursday 29/10/2026, 15:00.
//
//	tinh (chutich: head; nhansu: hr; quantri: admin)
//	└ so (giamdoc: head; theodoi: monitor)
//	  ├ phong1 (truongphong: head; lan, minh: officers)
//	  └ phong2 (phongben: head)
type office struct {
	v1.Services

	db     *mongodb.DB
	app    *fiber.App
	api    huma.API
	agency string
	hash   string // of officePassword
	unit   map[string]string
	person map[string]string
	token  map[string]string
	doc    string
	stands int      // times in which somebody stands in, that cases have used up
	taken  []string // absences that cases have used up
	asked  int      // checks of who is at work that cases have asked
}

// noServer is a mail server that is away: letters stay in the outbox.
type noServer struct{}

func (noServer) Dial(context.Context) (notify.Line, error) { return nil, errors.New("away") }

func newOffice(t *testing.T) *office {
	t.Helper()
	db := mongotest.New(t, wiring.Indexes()...)
	at := time.Date(2026, 10, 29, 15, 0, 0, 0, vncal.Zone())
	services, err := wiring.Wire(db, clock.Fixed(at), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	services.Sessions.Cheapen()
	services.Mail.Through(noServer{}, "https://congvu.example.vn")
	o := &office{Services: services, db: db, unit: map[string]string{}, person: map[string]string{}, token: map[string]string{}}
	o.app, o.api = v1.New(&v1.Server{Log: slog.New(slog.DiscardHandler), Clock: clock.Fixed(at), Services: services}, nil)
	for _, u := range [][3]string{{"tinh", "", org.Province}, {"so", "tinh", org.Department}, {"phong1", "so", org.Division}, {"phong2", "so", org.Division}} {
		made, err := o.Org.Create(t.Context(), access.System(o.agency), org.Unit{Code: u[0], Name: u[0], ShortName: u[0], Kind: u[2], Parent: o.unit[u[1]], From: "2020-01-01"})
		if err != nil {
			t.Fatal(err)
		}
		o.agency, o.unit[u[0]] = made.Agency, made.ID
	}
	if o.hash, err = o.Sessions.HashPassword(t.Context(), officePassword); err != nil {
		t.Fatal(err)
	}
	for _, p := range []struct {
		name, unit string
		role       access.Role
	}{
		{"chutich", "tinh", access.Head}, {"quantri", "tinh", access.Admin}, {"giamdoc", "so", access.Head}, {"nhansu", "tinh", access.HR},
		{"theodoi", "so", access.Monitor}, {"truongphong", "phong1", access.Head}, {"lan", "phong1", access.Officer},
		{"minh", "phong1", access.Officer}, {"phongben", "phong2", access.Head},
	} {
		o.join(t, p.name, o.post(p.unit, p.role))
	}
	d, err := o.Documents.Create(t.Context(), access.System(o.agency), document.Input{
		Number: "2124/UBND-NC", Date: "2026-10-22", Issuer: "UBND tỉnh", Abstract: "Đổi mới phương thức làm việc", Urgency: "khan",
		Units: []string{o.unit["phong1"]},
	})
	if err != nil {
		t.Fatal(err)
	}
	o.doc = d.ID
	return o
}

// post is an appointment to a unit of the office, a deputy's with a charge.
func (o *office) post(unit string, role access.Role, charge ...string) identity.Appointment {
	a := identity.Appointment{Unit: o.unit[unit], Role: role, Title: string(role), From: "2020-01-01"}
	for _, c := range charge {
		a.Charge = append(a.Charge, o.unit[c])
	}
	return a
}

// join adds somebody with posts, the first one primary, and signs in.
func (o *office) join(t *testing.T, name string, posts ...identity.Appointment) {
	t.Helper()
	by := access.System(o.agency)
	made, err := o.Identity.Add(t.Context(), by, identity.Person{StaffNo: name, Name: name, SubjectClass: identity.CivilServant}, posts[0])
	for _, p := range posts[1:] {
		if err == nil {
			_, err = o.Identity.Appoint(t.Context(), by, made.ID, p)
		}
	}
	if err == nil {
		err = o.Sessions.OpenAccount(t.Context(), by, made.ID, o.hash)
	}
	if err != nil {
		t.Fatal(err)
	}
	in, err := o.Sessions.SignIn(t.Context(), session.Credentials{Login: name, Password: officePassword})
	if err != nil {
		t.Fatal(err)
	}
	o.person[name], o.token[name] = made.ID, in.Access
}

// actor returns somebody of the office.
func (o *office) actor(t *testing.T, name string) access.Actor {
	t.Helper()
	a, err := o.Identity.Actor(t.Context(), o.person[name])
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// call sends a request as somebody, "" for nobody, and returns status and body.
func (o *office) call(t *testing.T, who, method, path, body string) (int, []byte) {
	t.Helper()
	req := httptest.NewRequest(method, v1.Prefix+path, strings.NewReader(body))
	if body != "" {
		req.Header.Set("Content-Type", mediaOf(body))
	}
	if o.token[who] != "" {
		req.Header.Set("Authorization", "Bearer "+o.token[who])
	}
	res, err := o.app.Test(req, -1)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, raw
}

// input is a task led by lan with a product in free words.
func (o *office) input() task.Input {
	return task.Input{
		Title: "Soạn hướng dẫn thanh toán trực tuyến", Lead: task.Lead{Unit: o.unit["phong1"], Person: o.person["lan"]},
		ProductText: "Văn bản hướng dẫn", PointsMilli: 90_000, QtyMilli: 1000,
		Due: vncal.Rule{Kind: vncal.KindWorking, Start: "2026-10-29", N: 5}, Urgency: "thuong",
	}
}

// taskIn makes a task that truongphong gave lan, and walks it to a state.
func (o *office) taskIn(t *testing.T, state task.State) task.Task {
	t.Helper()
	head, lead := o.actor(t, "truongphong"), o.actor(t, "lan")
	made, err := o.Tasks.Create(t.Context(), head, o.input(), state != task.Draft, "")
	if err == nil && (state == task.InProgress || state == task.Submitted || state == task.Paused || state == task.Completed) {
		made, err = o.Tasks.Accept(t.Context(), lead, made.ID, made.Version, "")
	}
	if err == nil && (state == task.Submitted || state == task.Completed) {
		made, err = o.Tasks.Submit(t.Context(), lead, made.ID, made.Version, "Đã xong", 1000)
	}
	if err == nil && state == task.Completed {
		made, err = o.Tasks.Approve(t.Context(), head, made.ID, made.Version, task.Met, 1000, task.Faulty{}, "")
	}
	if err == nil && state == task.Paused {
		made, err = o.Tasks.Pause(t.Context(), head, made.ID, made.Version, laterDay, "Chờ hướng dẫn của cấp trên")
	}
	if err == nil && state == task.Recalled {
		made, err = o.Tasks.Recall(t.Context(), head, made.ID, made.Version, "Chuyển cho người khác làm")
	}
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// submittedDay returns a day of lan's diary that waits for its confirmation, and its version. A case that confirms one
// uses it up, so the days that may still be written are taken in turn.
func (o *office) submittedDay(t *testing.T) (date string, version int64) {
	t.Helper()
	for _, date := range []string{"2026-10-28", "2026-10-27", "2026-10-26", "2026-10-23"} {
		_, raw := o.call(t, "lan", "GET", "/diary/days/"+date, "")
		day := read[v1.DiaryDay](t, raw)
		if day.State == "confirmed" {
			continue
		}
		if day.State != "submitted" {
			day.Version = o.writeDay(t, "lan", date)
			_, raw = o.call(t, "lan", "POST", "/diary/days/"+date+"/submit", fmt.Sprintf(`{"version":%d}`, day.Version))
			day = read[v1.DiaryDay](t, raw)
		}
		return date, day.Version
	}
	t.Fatal("no day is left to submit")
	return "", 0
}

// writeDay saves one line into somebody's day and returns its version.
func (o *office) writeDay(t *testing.T, who, date string) int64 {
	t.Helper()
	_, raw := o.call(t, who, "GET", "/diary/days/"+date, "")
	_, raw = o.call(t, who, "PUT", "/diary/days/"+date, dayBody(read[v1.DiaryDay](t, raw).Version))
	return read[v1.DiaryDay](t, raw).Version
}

func dayBody(version int64) string {
	return fmt.Sprintf(`{"version":%d,"place":{"am":"remote","pm":"remote"},"entries":[{"text":"Soạn hướng dẫn lần %d","minutes":60,"unplanned":false}],`+
		`"plan":"","difficulties":""}`, version, version)
}

// read decodes a reply.
func read[T any](t *testing.T, raw []byte) (v T) {
	t.Helper()
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatalf("%v: %s", err, raw)
	}
	return v
}

// try is one request of the table, prepared anew for each who tries it.
type try func(t *testing.T, o *office, who string) (path, body string)

const because = `,"reason":"Chưa đúng phân công của phòng"`

// mediaOf is the type of a body: JSON, or the table of an import.
func mediaOf(body string) string {
	if strings.HasPrefix(body, "{") {
		return "application/json"
	}
	return "application/octet-stream"
}
