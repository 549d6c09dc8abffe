package reminder

import (
	"slices"
	"testing"

	"congvu/internal/task"
	"congvu/pkg/vncal"
)

// part is a person's part of a task that was given on 5/1/2026, by a deadline of its own unless due is "".
func (o *office) part(who string, due vncal.Date, handIns ...task.HandIn) task.Part {
	p := task.Part{Unit: o.unit["phong"], Person: o.actor[who].ID, Share: 20, DueOn: due, HandIns: handIns}
	if due != "" {
		p.Dues = []task.Due{{On: due, Why: task.DueOriginal, At: at("2026-01-05 08:00")}}
	}
	return p
}

// with gives a task parts.
func with(parts ...task.Part) func(*task.Task) {
	return func(x *task.Task) { x.Coordinators = parts }
}

// TestRemindParts: whoever helps is reminded of their part by its own deadline, as a lead is of the work, also where that of the
// work is far; by that of the work where the part has none. Nobody is once the part is handed in, before the work is given, or
// while it rests, and what was sent back is spoken of again.
func TestRemindParts(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	handed := at("2026-02-10 09:00")
	back := task.HandIn{At: handed, Answer: &task.HandInAnswer{At: handed}}
	o.give(t, "A", "lan", "2026-06-30", task.InProgress, with(o.part("minh", "2026-02-25")))                                   // far work
	o.give(t, "B", "lan", "2026-02-25", task.Assigned, with(o.part("minh", "")))                                               // by the work's
	o.give(t, "C", "minh", "2026-06-30", task.InProgress, with(o.part("lan", "2026-02-25", task.HandIn{At: handed})))          // handed in
	o.give(t, "D", "minh", "2026-06-30", task.Paused, with(o.part("lan", "2026-02-25")))                                       // rests
	o.give(t, "E", "minh", "2026-06-30", task.Draft, with(o.part("lan", "2026-02-25")))                                        // not given
	o.give(t, "F", "giám đốc", "2026-06-30", task.Submitted, with(o.part("lan", "2026-02-24", back)))                          // sent back
	o.give(t, "G", "giám đốc", "2026-06-30", task.InProgress, with(task.Part{Unit: o.unit["phòng trống"], DueOn: "2026-02-24", // nobody there
		Dues: []task.Due{{On: "2026-02-24", At: at("2026-01-05 08:00")}}}))
	o.give(t, "H", "minh", "2026-06-30", task.InProgress, with(task.Part{Unit: o.unit["phong"], DueOn: "2026-02-24", // names nobody yet
		Dues: []task.Due{{On: "2026-02-24", At: at("2026-01-05 08:00")}}}))
	for day := vncal.Date("2026-02-12"); day <= "2026-03-12"; day = day.AddDays(1) {
		o.clock.set(string(day) + " 08:30")
		for range 1 + day.Day()%2 {
			o.run(t, o.RemindDue, string(day)+" 08:30")
		}
	}
	for who, want := range map[string][]string{
		"minh": {
			"part_before_3 A 3 coordinator", "part_before_1 A 1 coordinator", "part_today A 0 coordinator",
			"part_overdue_1 A 1 coordinator", "part_overdue_3 A 3 coordinator", "part_overdue_5 A 5 coordinator",
			"part_before_3 B 3 coordinator", "part_before_1 B 1 coordinator", "part_today B 0 coordinator",
			"part_overdue_1 B 1 coordinator", "part_overdue_3 B 3 coordinator", "part_overdue_5 B 5 coordinator",
			"part_overdue_3 H 3 lead", "part_overdue_5 H 5 lead",
		},
		"lan": {
			"due_before_3 B 3 lead", "due_before_1 B 1 lead", "due_today B 0 lead", "overdue_1 B 1 lead", "overdue_3 B 3 lead", "overdue_5 B 5 lead",
			"part_before_3 F 3 coordinator", "part_before_1 F 1 coordinator", "part_today F 0 coordinator",
			"part_overdue_1 F 1 coordinator", "part_overdue_3 F 3 coordinator", "part_overdue_5 F 5 coordinator",
			"part_overdue_3 A 3 lead", "part_overdue_5 A 5 lead",
		},
		"trưởng phòng": {
			"overdue_3 B 3 head", "overdue_5 B 5 head", "part_overdue_5 A 5 head", "part_overdue_5 F 5 head",
			"part_before_3 H 3 coordinator", "part_before_1 H 1 coordinator", "part_today H 0 coordinator",
			"part_overdue_1 H 1 coordinator", "part_overdue_3 H 3 coordinator", "part_overdue_5 H 5 coordinator",
		},
	} {
		got := o.got(t, who)
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s was sent\n%q, want\n%q", who, got, want)
		}
	}
	rows, _, err := o.inbox.List(t.Context(), o.actor["lan"], false, "", 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if r.Rule == "part_overdue_3" && r.Object.Code == "A" && (r.Params["holder"] != "minh" || r.Params["due"] != "25/02/2026" || r.Kind != "reminder.part_overdue") {
			t.Errorf("the lead reads %s %v", r.Kind, r.Params)
		}
	}
}

// TestPartOfADayOff: a part that is due on a day off is spoken of on the last working day, with that day named.
func TestPartOfADayOff(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	named := at("2026-02-12 16:00")
	late := o.part("minh", "2026-02-18")
	late.Since = &named // taken over the day before: of the days before that nobody is reminded
	o.give(t, "A", "lan", "2026-06-30", task.InProgress, with(late))
	o.clock.set("2026-02-13 08:30")
	o.run(t, o.RemindDue, "2026-02-13 08:30")
	rows, _, err := o.inbox.List(t.Context(), o.actor["minh"], false, "", 100)
	if err != nil || len(rows) != 1 || rows[0].Kind != kindPartLastDay || rows[0].Params["due"] != "18/02/2026" {
		t.Fatalf("sent %+v, %v", rows, err)
	}
	if !slices.Equal(rows[0].Holder, []string{o.actor["minh"].ID}) {
		t.Errorf("the message is %s's to end", rows[0].Holder)
	}
}
