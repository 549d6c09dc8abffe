package diary

import (
	"context"
	"strings"
	"unicode/utf8"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/journal"
	"congvu/pkg/fold"
	"congvu/pkg/vncal"
)

// Confirm confirms a submitted day (xác nhận nhật ký) and tells its author.
// Errors: ErrOwn, ErrNotConfirmer; errs.ErrNotFound outside a's scope; errs.ErrChanged and ErrNotSubmitted carry the View.
func (s *Service) Confirm(ctx context.Context, a access.Actor, person string, date vncal.Date, version int64) (View, error) {
	d, as, err := s.deciding(ctx, a, person, date, version)
	if err != nil {
		return View{}, err
	}
	now := s.clock.Now()
	return s.save(ctx, a, d, d.confirmed(as.Doer(), now), act{as: as, name: "diary.confirmed", at: now, tell: toAuthor(d, "diary.confirmed", "")})
}

// Return sends a submitted day back to its author with a reason (trả lại); the author may write it again.
// Errors: as Confirm; ErrReason.
func (s *Service) Return(ctx context.Context, a access.Actor, person string, date vncal.Date, version int64, reason string) (View, error) {
	reason = fold.Clean(reason)
	if n := utf8.RuneCountInString(reason); n < MinReason || n > MaxReason {
		return View{}, ErrReason.At("reason", "invalid")
	}
	d, as, err := s.deciding(ctx, a, person, date, version)
	if err != nil {
		return View{}, err
	}
	now := s.clock.Now()
	return s.save(ctx, a, d, d.returned(as.Doer(), reason, now),
		act{as: as, name: "diary.returned", reason: reason, at: now, tell: toAuthor(d, "diary.returned", reason)})
}

// deciding loads a day that a is about to confirm or return, and whose act it is: a's, or that of whom a stands in for. A stale
// version is refused before any rule speaks.
func (s *Service) deciding(ctx context.Context, a access.Actor, person string, date vncal.Date, version int64) (Day, access.Actor, error) {
	cal, err := s.calendar.Of(ctx, a.Agency)
	if err != nil {
		return Day{}, a, err
	}
	d, err := s.load(ctx, a, person, date, cal)
	switch {
	case err != nil:
		return Day{}, a, err
	case d.Version != version:
		return Day{}, a, s.refused(ctx, a, d, errs.ErrChanged)
	}
	confirmer, err := s.confirmer(ctx, a.Agency, person)
	if err != nil {
		return Day{}, a, err
	}
	if err := CanDecide(a, d, confirmer); err != nil {
		return Day{}, a, s.refused(ctx, a, d, err)
	}
	if p := instead(a, d, confirmer); p.ID != "" && !a.Is(confirmer) {
		return d, p, nil
	}
	return d, a, nil
}

// toAuthor tells a day's author what became of it, with the beginning of the reason if there is one.
func toAuthor(d Day, kind, reason string) []journal.Message {
	params := map[string]string{"date": d.Date.Display()}
	if reason != "" {
		params["reason"] = cut(reason, messageReason)
	}
	return []journal.Message{{To: d.Person, Kind: kind, Rule: kind, Why: "author", Params: params}}
}

// messageReason is how many characters of a reason a message holds; the day holds it whole.
const messageReason = 200

// cut returns at most n characters of s, the last one an ellipsis when some are left out.
func cut(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}

// Confirmation is one day to be confirmed among many, as the head saw it.
type Confirmation struct {
	Person  string
	Date    vncal.Date
	Version int64
}

// ConfirmMany confirms several days (xác nhận tất cả), each by itself: one that is refused does not stop the others. The
// errors stand in the places of their rows, nil for a confirmed day. ErrInput for more than MaxBatch rows.
func (s *Service) ConfirmMany(ctx context.Context, a access.Actor, rows []Confirmation) ([]error, error) {
	if len(rows) > MaxBatch {
		return nil, ErrInput.At("items", "too_many")
	}
	results := make([]error, len(rows))
	for i, r := range rows {
		_, results[i] = s.Confirm(ctx, a, r.Person, r.Date, r.Version)
	}
	return results, nil
}

// firstLine returns the first line of a text, for lists.
func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}
