package calendar

import (
	"errors"
	"strconv"

	"congvu/internal/errs"
	"congvu/pkg/vncal"
)

// ErrRule says that a deadline rule cannot be computed; its fields say which part.
var ErrRule = errs.New(errs.Invalid, "calendar.rule", "deadline rule not valid")

// Check returns ErrRule with the faulty field when a rule cannot be computed. path is where the rule stands in the input,
// such as "due"; "" when it is the input itself.
func Check(path string, r vncal.Rule) error { return say(path, r, r.Validate()) }

// Due computes a rule in a calendar, with the errors of [Check].
func Due(c *vncal.Calendar, path string, r vncal.Rule) (vncal.Deadline, error) {
	d, err := c.Due(r)
	return d, say(path, r, err)
}

// say puts a fault of pkg/vncal into the words of the program.
func say(path string, r vncal.Rule, err error) error {
	if path != "" {
		path += "."
	}
	limit := map[vncal.Kind]int{vncal.KindWorking: vncal.MaxWorking, vncal.KindCalendar: vncal.MaxCalendar, vncal.KindMonth: vncal.MaxMonths}[r.Kind]
	switch {
	case err == nil:
		return nil
	case errors.Is(err, vncal.ErrKind) && r.Kind == "":
		return ErrRule.At(path+"kind", "required")
	case errors.Is(err, vncal.ErrKind):
		return ErrRule.At(path+"kind", "choice")
	case errors.Is(err, vncal.ErrDate) && r.Kind == vncal.KindDate:
		return ErrRule.At(path+"date", dateFault(r.Date))
	case errors.Is(err, vncal.ErrDate):
		return ErrRule.At(path+"start", dateFault(r.Start))
	case errors.Is(err, vncal.ErrNegative):
		return ErrRule.With(errs.Field{Path: path + "n", Code: "too_small", Args: map[string]string{"min": "0"}})
	case errors.Is(err, vncal.ErrBeyond):
		return ErrRule.At(path+"n", "calendar_beyond")
	case errors.Is(err, vncal.ErrTooLong):
		return ErrRule.With(errs.Field{Path: path + "n", Code: "too_large", Args: map[string]string{"max": strconv.Itoa(limit)}})
	}
	return err
}

func dateFault(d vncal.Date) string {
	if d == "" {
		return "required"
	}
	return "date"
}
