package main

import (
	"fmt"
	"strings"
	"testing"

	v1 "congvu/api/v1"
)

// TestDecidedIsTold: whom a personnel decision is about gets a message with it, and nobody else does.
func TestDecidedIsTold(t *testing.T) {
	o := newOffice(t)
	_, raw := o.call(t, "nhansu", "GET", "/people/"+o.person["lan"], "")
	version := read[v1.PersonProfile](t, raw).Version
	body := fmt.Sprintf(`{"version":%d,"kind":"transfer","unit":%q,"role":"officer","title":"Chuyên viên","from":"2026-11-02","number":"77/QĐ-SNV"}`, version, o.unit["phong2"])
	if status, raw := o.call(t, "nhansu", "POST", "/people/"+o.person["lan"]+"/decisions", body); status != 200 {
		t.Fatalf("decide: %d %s", status, raw)
	}
	messages, _, err := o.Inbox.List(t.Context(), o.actor(t, "lan"), false, "", 10)
	if err != nil || len(messages) != 1 {
		t.Fatalf("messages of lan: %+v, %v", messages, err)
	}
	if m := messages[0]; m.Kind != "person.transferred" || m.Why != "subject" || m.ByName != "nhansu" || m.Params["unit"] != "phong2" ||
		m.Params["from"] != "02/11/2026" || m.Params["number"] != "77/QĐ-SNV" || m.Object.ID != o.person["lan"] {
		t.Errorf("lan is told %+v", m)
	}
	for _, who := range []string{"nhansu", "minh", "truongphong", "phongben"} {
		if rows, _, err := o.Inbox.List(t.Context(), o.actor(t, who), false, "", 10); err != nil || strings.Contains(fmt.Sprint(rows), "person.transferred") {
			t.Errorf("%s is told too: %+v, %v", who, rows, err)
		}
	}
}
