package reminder

import (
	"context"
	"errors"
	"fmt"
	"time"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/inbox"
	"congvu/internal/jobs"
	"congvu/internal/journal"
	"congvu/internal/notify"
	"congvu/pkg/vncal"
)

// letterUnseen is the kind of the letter that tells of a message nobody has seen.
const letterUnseen = "unseen"

// MailUnseen queues the letters about messages that nobody has seen for as many working hours as the rules of e-mail say. Each
// is one transaction with the claim of the run and the message: whoever has seen it meanwhile gets none, and nobody two.
func (s *Service) MailUnseen(ctx context.Context, r jobs.Run) error {
	agency, cal, today, send, err := s.day(ctx, r)
	if err != nil || !send || quiet(r.Now) || !s.mail.Set() {
		return err
	}
	var failed failures
	for _, rule := range Rules(today) {
		if rule.Channel != byMail {
			continue
		}
		rows, err := s.inbox.Unseen(ctx, agency, rule.Kind, cal.AddWorking(today, -rule.Last).Start(), r.Now)
		if err != nil {
			return err
		}
		for _, row := range rows {
			if Worked(cal, row.At, r.Now) < time.Duration(rule.Hours)*time.Hour {
				continue
			}
			if err := s.queueUnseen(ctx, r, row); ended(ctx, err) {
				return err
			} else if err != nil {
				failed.add(fmt.Errorf("letter about message %s: %w", row.ID, err))
			}
		}
	}
	return failed.err()
}

// queueUnseen queues the letter about one message, to whoever has an address.
func (s *Service) queueUnseen(ctx context.Context, r jobs.Run, row inbox.Row) error {
	people, err := s.people.People(ctx, row.Agency, []string{row.To})
	if p := people[row.To]; err != nil || p.Email == "" {
		return err
	}
	letter := notify.Letter{Agency: row.Agency, Kind: letterUnseen, Person: row.To, To: people[row.To].Email, About: row.ID}
	err = s.db.WithTx(ctx, func(ctx context.Context) error {
		if err := r.Hold(ctx); err != nil {
			return err
		}
		ids, err := s.mail.Queue(ctx, letter)
		if err != nil {
			return err
		}
		return s.inbox.Mailed(ctx, row.Agency, row.ID, ids[0], r.Now)
	})
	if errors.Is(err, errs.ErrChanged) || errors.Is(err, notify.ErrLetter) { // seen meanwhile; an address of an old record
		return nil
	}
	return err
}

// writeUnseen writes the letter at the moment it is handed over: no more than code and title, and nothing when it was seen by then.
func (s *Service) writeUnseen(ctx context.Context, l notify.Letter) (notify.Text, error) {
	row, err := s.inbox.Message(ctx, l.Agency, l.About)
	if errors.Is(err, errs.ErrNotFound) || err == nil && (!row.Unread || row.To != l.Person) {
		return notify.Text{}, notify.ErrDropped
	}
	if err != nil {
		return notify.Text{}, err
	}
	people, err := s.people.People(ctx, l.Agency, []string{l.Person})
	if err != nil {
		return notify.Text{}, err
	}
	hours := 0
	for _, rule := range Rules(vncal.DateOf(l.Queued)) {
		if rule.Channel == byMail && rule.Kind == row.Kind {
			hours = rule.Hours
		}
	}
	args := map[string]string{
		"name": people[l.Person].Name, "code": row.Object.Code, "title": row.Object.Title, "at": row.At.In(vncal.Zone()).Format("15:04 02/01/2006"),
		"link": s.mail.Address() + "/tasks/" + row.Object.ID, "hours": fmt.Sprint(hours),
	}
	return notify.Text{Subject: errs.Text(errs.Vietnamese, "mail.unseen.subject", args), Body: errs.Text(errs.Vietnamese, "mail.unseen.text", args)}, nil
}

// SendAgain sends a lost letter again (gửi lại thư chưa tới); the system log says who asked for it. Errors: notify.ErrNotLost;
// errs.ErrNotFound.
func (s *Service) SendAgain(ctx context.Context, by access.Actor, id string) (l notify.Letter, err error) {
	err = s.db.WithTx(ctx, func(ctx context.Context) error {
		if l, err = s.mail.Again(ctx, by.Agency, id); err != nil {
			return err
		}
		people, err := s.people.People(ctx, by.Agency, []string{l.Person})
		if err != nil {
			return err
		}
		return s.journal.Write(ctx, journal.Entry{
			Action: "person.mail_again", By: by, At: s.clock.Now(), Version: s.clock.Now().UnixMilli(), Vis: []string{access.Person(l.Person)},
			Object: journal.Object{Type: "person", ID: l.Person, Code: people[l.Person].StaffNo, Title: people[l.Person].Name},
		})
	})
	if err != nil {
		return notify.Letter{}, fmt.Errorf("send letter %s again: %w", id, err)
	}
	return l, nil
}

// Worked returns how much working time lies between two instants: the hours of working days in which people may be disturbed.
func Worked(cal *vncal.Calendar, from, to time.Time) (sum time.Duration) {
	for day := vncal.DateOf(from); day <= vncal.DateOf(to); day = day.AddDays(1) {
		if !cal.IsWorking(day) {
			continue
		}
		first, last := day.Start().Add(quietUntil), day.Start().Add(quietFrom)
		if from.After(first) {
			first = from
		}
		if to.Before(last) {
			last = to
		}
		sum += max(0, last.Sub(first))
	}
	return sum
}
