package document_test

import (
	"slices"
	"testing"

	"congvu/internal/document"
)

// TestHandedOver: whom a document is handed over to is told with the act that hands it over, once; nobody before.
func TestHandedOver(t *testing.T) {
	t.Parallel()
	var all entries
	r, _ := newRegister(t, &all)
	told := func() []string {
		to := []string{}
		for _, m := range all[len(all)-1].Inbox {
			to = append(to, m.Why+" "+m.To+" "+m.Params["line"]+" "+m.Params["urgency"])
		}
		return to
	}
	in := arriving("1/A")
	in.Urgency = "khan"
	d, err := r.Enter(t.Context(), clerk, in, "")
	if err != nil || len(told()) != 0 {
		t.Fatalf("entered, not handed over: %v, %v", told(), err)
	}
	in.HandedOn = "2026-04-24"
	d, err = r.Edit(t.Context(), clerk, d.ID, d.Version, in)
	if want := []string{"head head-d1-a 1/2026 khan"}; err != nil || !slices.Equal(told(), want) {
		t.Fatalf("handed over: %v, want %v, %v", told(), want, err)
	}
	in.To = append(in.To, document.Party{Person: "lan"})
	d, err = r.Edit(t.Context(), clerk, d.ID, d.Version, in)
	if want := []string{"receiver lan 1/2026 khan"}; err != nil || !slices.Equal(told(), want) {
		t.Errorf("to one more: %v, want %v, %v", told(), want, err)
	}
	in.Note = "Đã ký nhận"
	if _, err = r.Edit(t.Context(), clerk, d.ID, d.Version, in); err != nil || len(told()) != 0 {
		t.Errorf("another note: %v, %v", told(), err)
	}
	both := arriving("2/A")
	both.HandedOn, both.To = "2026-04-24", []document.Party{{Unit: "d1-a"}, {Person: "lan"}}
	if _, err := r.Enter(t.Context(), clerk, both, ""); err != nil || len(told()) != 2 {
		t.Errorf("entered and handed over: %v, %v", told(), err)
	}
}
