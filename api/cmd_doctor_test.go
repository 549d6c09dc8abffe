package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/mongodb/mongotest"
)

// TestDoctorCommand: the command says what the page says, and its exit status how grave it is.
func TestDoctorCommand(t *testing.T) {
	o := newOffice(t)
	for name, value := range map[string]string{"MONGODB_URI": mongotest.URI(t), "CONGVU_DB": o.db.Name(), "CONGVU_CLOCK": ""} {
		t.Setenv(name, value)
	}
	ask := func(want int, args ...string) string {
		t.Helper()
		var out bytes.Buffer
		if got := runDoctor(args, nil, &out, &out); got != want {
			t.Errorf("%q ended with %d, want %d: %s", args, got, want, out.String())
		}
		return out.String()
	}
	// The server of the tests is an old one with one member, and nobody has made a copy.
	if said := ask(1); !strings.Contains(said, "LƯU Ý  Sao lưu: Công Vụ chưa lập bản sao lưu nào\n       Nếu") || strings.Contains(said, "HỎNG") {
		t.Error(said)
	}
	if _, err := o.Backup.Create(t.Context(), t.TempDir(), nil, nil); err != nil {
		t.Fatal(err)
	}
	if said := ask(1); !strings.Contains(said, "ổn     Sao lưu: bản gần nhất lúc ") {
		t.Error(said)
	}
	if err := o.db.Collection("units").Indexes().DropAll(t.Context()); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Level string
		Items []struct{ Check, Level, Advice string }
	}
	if err := json.Unmarshal([]byte(ask(2, "--json")), &got); err != nil || got.Level != "broken" || len(got.Items) < 8 {
		t.Errorf("%+v, %v", got, err)
	}
	for _, f := range got.Items {
		if (f.Check == "indexes") != (f.Level == "broken") || (f.Level == "ok") != (f.Advice == "") {
			t.Errorf("%+v", f)
		}
	}
	if _, err := o.db.Collection("restore").InsertOne(t.Context(), bson.M{"_id": "unfinished"}); err != nil {
		t.Fatal(err)
	}
	if said := ask(2); !strings.Contains(said, "congvu restore") {
		t.Error(said)
	}
	if said := ask(2, "--what"); !strings.Contains(said, "Mã kết thúc") {
		t.Error(said)
	}
}
