package bench

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"math"
	"net"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	v1 "congvu/api/v1"
	"congvu/api/wiring"
	"congvu/internal/access"
	"congvu/internal/clock"
	"congvu/internal/identity"
	"congvu/internal/mongodb"
	"congvu/internal/mongodb/mongotest"
	"congvu/internal/org"
	"congvu/internal/session"
	"congvu/pkg/vncal"
)

// bureau is the whole product on a loopback listener, over a province with one division for each client of the bench.
type bureau struct {
	v1.Services

	db     *mongodb.DB
	agency string
	addr   string // of the listener
	http   *http.Client
	teams  [benchClients]division
}

// division is one team: its head gives work, its officer does it.
type division struct {
	unit          string
	head, officer someone
}

// someone is a person with an open session.
type someone struct{ id, token string }

func newBureau(b *testing.B) *bureau {
	db := mongotest.New(b, wiring.Indexes()...)
	b.Cleanup(func() { _ = db.Database().Drop(b.Context()) }) // emptying it row by row would hold up who gets it next
	log, clk := slog.New(slog.DiscardHandler), clock.StartingAt(time.Date(2026, 10, 29, 15, 0, 0, 0, vncal.Zone()))
	services, err := wiring.Wire(db, clk, log)
	if err != nil {
		b.Fatal(err)
	}
	o := &bureau{Services: services, db: db, http: &http.Client{Transport: &http.Transport{
		MaxIdleConnsPerHost: benchClients, DisableCompression: true, // replies come compressed, as to browsers, and stay so
	}}}
	o.serve(b, &v1.Server{Log: log, Clock: clk, Services: services})
	o.populate(b)
	return o
}

// serve opens the change stream and the listener, as main does.
func (o *bureau) serve(b *testing.B, s *v1.Server) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	o.addr = listener.Addr().String()
	s.Origins = []string{"http://" + o.addr}
	s.PerMinute = math.MaxInt // a load test asks in one name what an office asks in many
	if err := o.Hub.Open(b.Context()); err != nil {
		b.Fatal(err)
	}
	app, _ := v1.New(s, nil)
	stopped := make(chan error, 1)
	go func() { stopped <- app.Listener(listener) }()
	b.Cleanup(func() {
		o.http.CloseIdleConnections()
		o.Hub.Close(b.Context())
		if err := app.ShutdownWithTimeout(5 * time.Second); err != nil {
			b.Error(err)
		}
		if err := <-stopped; err != nil {
			b.Error(err)
		}
	})
}

// populate makes the province, its divisions and their people, and signs them in.
func (o *bureau) populate(b *testing.B) {
	const password = "Muong-Thanh-mua-gat-29"
	hash, err := o.Sessions.HashPassword(b.Context(), password)
	if err != nil {
		b.Fatal(err)
	}
	unit := func(code, parent, kind string) string {
		made, err := o.Org.Create(b.Context(), access.System(o.agency), org.Unit{Code: code, Name: code, ShortName: code, Kind: kind, Parent: parent})
		if err != nil {
			b.Fatal(err)
		}
		o.agency = made.Agency
		return made.ID
	}
	person := func(name, unit string, role access.Role) someone {
		made, err := o.Identity.Add(b.Context(), access.System(o.agency),
			identity.Person{StaffNo: name, Name: name, SubjectClass: identity.CivilServant},
			identity.Appointment{Unit: unit, Role: role, Title: name, From: "2020-01-01"})
		if err == nil {
			err = o.Sessions.OpenAccount(b.Context(), access.System(o.agency), made.ID, hash)
		}
		if err != nil {
			b.Fatal(err)
		}
		in, err := o.Sessions.SignIn(b.Context(), session.Credentials{Login: name, Password: password})
		if err != nil {
			b.Fatal(err)
		}
		return someone{made.ID, in.Access}
	}
	province := unit("tinh", "", org.Province)
	department := unit("so", province, org.Department)
	for i := range o.teams {
		n := strconv.Itoa(i)
		u := unit("phong"+n, department, org.Division)
		o.teams[i] = division{unit: u, head: person("truongphong"+n, u, access.Head), officer: person("chuyenvien"+n, u, access.Officer)}
	}
}

// signedIn makes somebody with a post and an open session.
func (o *bureau) signedIn(b *testing.B, login, unit string, role access.Role) someone {
	const password = "Muong-Thanh-mua-gat-30"
	hash, err := o.Sessions.HashPassword(b.Context(), password)
	if err != nil {
		b.Fatal(err)
	}
	made, err := o.Identity.Add(b.Context(), access.System(o.agency),
		identity.Person{StaffNo: login, Name: "Chủ tịch", SubjectClass: identity.CivilServant},
		identity.Appointment{Unit: unit, Role: role, Title: "Chủ tịch", From: "2020-01-01"})
	if err == nil {
		err = o.Sessions.OpenAccount(b.Context(), access.System(o.agency), made.ID, hash)
	}
	if err != nil {
		b.Fatal(err)
	}
	in, err := o.Sessions.SignIn(b.Context(), session.Credentials{Login: login, Password: password})
	if err != nil {
		b.Fatal(err)
	}
	return someone{made.ID, in.Access}
}

// server names the database server.
func (o *bureau) server(b *testing.B) string {
	info, err := o.db.Info(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	return "MongoDB " + info.Version
}

// call sends a request as somebody and returns the body of the reply, compressed when that is worth it. Any reply but
// success is an error.
func (o *bureau) call(who someone, method, path, body string) ([]byte, error) {
	return o.send(who, method, path, body, "Accept-Encoding", "gzip")
}

// json sends a request as somebody and reads the reply into out.
func (o *bureau) json(b *testing.B, who someone, method, path, body string, out any) {
	b.Helper()
	raw, err := o.send(who, method, path, body)
	if err == nil {
		err = json.Unmarshal(raw, out)
	}
	if err != nil {
		b.Fatal(err)
	}
}

// send sends a request with more headers, names and values.
func (o *bureau) send(who someone, method, path, body string, more ...string) ([]byte, error) {
	req, err := http.NewRequest(method, "http://"+o.addr+v1.Prefix+path, strings.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Authorization", "Bearer "+who.token)
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(more); i += 2 {
		req.Header.Set(more[i], more[i+1])
	}
	res, err := o.http.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode >= 300 {
		err = fmt.Errorf("%s %s: %d %s", method, path, res.StatusCode, bytes.TrimSpace(raw))
	}
	return raw, err
}
