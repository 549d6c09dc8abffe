package main

import (
	"fmt"
	"time"

	"congvu/internal/savedfilter"
	"congvu/internal/substitute"
	"congvu/internal/task"
)

// Who stands in for somebody, filters shared with a unit, and more time asked for, of the matrix.

// nameSubstitute has a colleague stand in for the person, in an hour of its own long after everything else.
func nameSubstitute(c cell) (string, string) {
	c.o.stands++
	from := officeNow.AddDate(0, 0, 60+c.o.stands)
	return "/people/" + c.id() + "/substitutes", fmt.Sprintf(`{"substitute":%q,"from":%q,"to":%q}`,
		c.receiver(), from.Format(time.RFC3339), from.Add(time.Hour).Format(time.RFC3339))
}

// endSubstitute ends such an hour, which the person has named.
func endSubstitute(c cell) (string, string) {
	c.o.stands++
	from := officeNow.AddDate(0, 0, 60+c.o.stands)
	r, err := c.o.Substitutes.Name(c.Context(), c.act(), substitute.Request{Person: c.id(), Substitute: c.receiver(), From: from, To: from.Add(time.Hour)})
	return "/substitutes/" + must(c, r, err).ID + "/end", versioned(r.Version, "")
}

// saveFilter shares a filter with the unit of the person.
func saveFilter(c cell) (string, string) {
	return "/tasks/saved", fmt.Sprintf(`{"name":"Quá hạn của phòng","shared":%q,"list":{"tab":"unit","late":"overdue"}}`, c.unit())
}

// savedFilter changes or removes one that the head has shared with the unit of the person.
func savedFilter(remove bool) request {
	return func(c cell) (string, string) {
		f, err := c.o.Saved.Save(c.Context(), c.o.actor(c.T, heads[c.of.unit]),
			savedfilter.Input{Name: "Quá hạn", Shared: c.unit(), List: savedfilter.List{Tab: "unit", Late: "overdue"}}, "")
		f = must(c, f, err)
		if remove {
			return fmt.Sprintf("/tasks/saved/%s?version=%d", f.ID, f.Version), ""
		}
		return "/tasks/saved/" + f.ID, fmt.Sprintf(`{"version":%d,"name":"Quá hạn tuần này","list":{"tab":"unit","late":"week"}}`, f.Version)
	}
}

// askedTask answers what the lead has asked: more time.
func askedTask(c cell) (string, string) {
	made := c.task(task.InProgress)
	asked, err := c.o.Tasks.AskExtension(c.Context(), c.act(), made.ID, made.Version, laterDay, "Chờ số liệu của các huyện")
	return "/tasks/" + made.ID + "/extensions/answer", versioned(must(c, asked, err).Version, `,"due":"`+laterDay+`"`)
}

// laterDay is after the deadline of the tasks of the matrix.
const laterDay = "2026-11-27"
