package main

import (
	"fmt"
	"slices"
	"strings"

	"congvu/internal/access"
	"congvu/internal/attachment"
	"congvu/internal/comment"
	"congvu/internal/document"
	"congvu/internal/mongodb"
	"congvu/internal/task"
)

// talkRules are what is said about work and kept with it: whoever sees the work takes part.
var talkRules = map[string]rule{
	"task-comments":                 {ask: taskOf(task.Assigned, "/comments", ""), need: []need{seesWork}, not: topless},
	"comment-search":                {ask: lookFor, need: []need{seesWork}, read: filled, not: topless},
	"task-comment":                  {ask: saidOf(""), need: []need{seesWork}, not: topless},
	"task-comment-edit":             {ask: saidOf("edit"), need: []need{seesWork, self}, not: topless},
	"task-comment-delete":           {ask: saidOf("delete"), need: []need{seesWork, self}, not: topless},
	"task-watch":                    {ask: watchedTask, need: []need{seesWork}, not: topless},
	"task-inform":                   {ask: informedTask("/informed", `,"informed":[]`), need: []need{informedToo, informs}, not: topless},
	"task-get#for information":      {ask: informedTask("", ""), need: []need{informedToo}, not: topless},
	"task-tree#for information":     {ask: informedTask("/children", ""), need: []need{informedToo}, not: topless},
	"task-history#for information":  {ask: informedTask("/history", ""), need: []need{informedToo}, not: topless},
	"task-comments#for information": {ask: informedTask("/comments", ""), need: []need{informedToo}, not: topless},
	"task-files#for information":    {ask: informedTask("/files", ""), need: []need{informedToo}, not: topless},
	"task-report#for information":   {ask: informedTask("/reports", `,"percent":40,"text":"Đã có dự thảo"`), need: []need{informedToo, self}, not: topless},
	"task-urgency":                  {ask: taskOf(task.InProgress, "/urgency", because+`,"urgency":"hoa_toc"`), need: []need{leaders, seesWork, boss}, not: topless},
	"task-coordinate":               {ask: sharedTask("", `,"coordinators":[]`+because), need: []need{leaders, seesWork, boss}, not: topless},
	"task-part-name":                {ask: namedPart, need: []need{leaders, seesWork, inCharge}, not: topless, fail: 422},
	"task-part-deliver":             {ask: sharedTask("/deliver", `,"note":"Đã gửi số liệu"`), need: []need{seesWork, inCharge}, not: topless},
	"task-part-answer":              {ask: handedPart, need: []need{seesWork, self}, not: topless},
	"task-links":                    {ask: taskOf(task.Assigned, "/links", ""), need: []need{seesWork}, not: topless},
	"task-block":                    {ask: waitingTask, need: []need{seesWork, {ok: func(a actor, s subject) bool { return s.self || isBoss(a, s) }, status: 403}}, not: topless},
	"task-note":                     {ask: taskOf(task.Assigned, "/note", ""), need: []need{seesWork}, not: topless},
	"task-note-save":                {ask: notedTask, need: []need{seesWork}, not: topless},
	"task-checklist":                {ask: taskOf(task.Assigned, "/checklist", ""), need: []need{seesWork}, not: topless},
	"task-checklist-save":           {ask: dividedTask, need: []need{seesWork, {ok: func(a actor, s subject) bool { return s.self || isBoss(a, s) }, status: 403}}, not: topless},
	"upload-begin":                  {ask: plain("/uploads", `{"name":"a.txt","size":5}`), alone: true},
	"upload-get":                    {ask: uploaded("", false), need: []need{onlyOwn}, not: topless},
	"upload-part":                   {ask: uploaded("/parts/0", false), need: []need{onlyOwn}, not: topless},
	"upload-finish":                 {ask: uploaded("/finish", false), need: []need{onlyOwn}, not: topless},
	"upload-discard":                {ask: uploaded("", false), need: []need{onlyOwn}, not: topless},
	"task-files":                    {ask: taskOf(task.Assigned, "/files", ""), need: []need{seesWork}, not: topless},
	"task-attach":                   {ask: attachedTo, need: []need{seesWork, {ok: isSelf, status: 404}}, not: topless}, // the file is the person's
	"task-file":                     {ask: uploaded("", true), need: []need{seesWork}, not: topless},
	"task-file-remove":              {ask: uploaded("", true), need: []need{seesWork, self}, not: topless},
	"task-source-files":             {ask: taskOf(task.Assigned, "/source/files", ""), need: []need{seesWork}, not: topless},
	"task-source-file":              {ask: sourceFile, need: []need{seesWork}, not: topless},
	"task-people":                   {ask: taskOf(task.Assigned, "/people", ""), need: []need{seesWork}, not: topless},
}

// notedTask writes a note for oneself: whoever sees the work has one of their own.
func notedTask(c cell) (string, string) {
	return "/tasks/" + c.task(task.Assigned).ID + "/note", `{"version":0,"text":"Hỏi lại về phụ lục"}`
}

// informedToo is met by who sees the work, and by the clerk of so, who was named for information: of no unit's work do clerks see
// more than they take part in.
var informedToo = need{ok: func(a actor, s subject) bool { return seesWork.ok(a, s) || a.name == "vanthu" && !s.other }, status: 404}

// informs is met by who names people for information: the lead and who gave the work.
var informs = need{ok: func(a actor, s subject) bool { return s.self || isBoss(a, s) }, status: 403}

// informedTask is work of the person that vanthu sees for information.
func informedTask(verb, more string) request {
	return func(c cell) (string, string) {
		in := c.input()
		in.Informed = []task.Informed{{Person: c.o.person["vanthu"]}}
		made, err := c.o.Tasks.Create(c.Context(), c.chief(), in, true, "")
		if err == nil {
			made, err = c.o.Tasks.Accept(c.Context(), c.act(), made.ID, made.Version, "")
		}
		made = must(c, made, err)
		if more == "" {
			return "/tasks/" + made.ID + verb, ""
		}
		return "/tasks/" + made.ID + verb, versioned(made.Version, more)
	}
}

// inCharge is met by the head, and the deputy in charge, of exactly the unit.
var inCharge = need{ok: func(a actor, s subject) bool {
	return !s.other && slices.ContainsFunc(a.posts, func(p held) bool {
		return (p.role == access.Head || p.role == access.Deputy) && p.unit == s.unit
	})
}, status: 403}

// shared is work of the person with which the person's unit helps.
func (c cell) shared() task.Task {
	c.Helper()
	in := c.input()
	in.Coordinators = []task.Part{{Unit: c.unit(), Share: 20}}
	made, err := c.o.Tasks.Create(c.Context(), c.chief(), in, true, "")
	if err == nil {
		made, err = c.o.Tasks.Accept(c.Context(), c.act(), made.ID, made.Version, "")
	}
	return must(c, made, err)
}

// sharedTask does something about the unit's part of it.
func sharedTask(verb, more string) request {
	return func(c cell) (string, string) {
		made, of := c.shared(), ""
		if verb != "" {
			of = fmt.Sprintf(`,"of":{"unit":%q}`, c.unit())
		}
		return "/tasks/" + made.ID + "/coordinators" + verb, versioned(made.Version, more+of)
	}
}

// namedPart names the lead for the unit's part, who cannot be.
func namedPart(c cell) (string, string) {
	return sharedTask("/name", fmt.Sprintf(`,"person":%q`, c.id()))(c)
}

// handedPart takes the unit's part, which its head has handed in.
func handedPart(c cell) (string, string) {
	made := c.shared()
	made, err := c.o.Tasks.DeliverPart(c.Context(), c.o.actor(c.T, heads[c.of.unit]), made.ID, made.Version, task.Party{Unit: c.unit()}, "Đã gửi số liệu")
	made = must(c, made, err)
	return "/tasks/" + made.ID + "/coordinators/answer", versioned(made.Version, fmt.Sprintf(`,"of":{"unit":%q},"taken":true`, c.unit()))
}

// dividedTask writes an item of the work: its lead and its assigner do.
func dividedTask(c cell) (string, string) {
	return "/tasks/" + c.task(task.Assigned).ID + "/checklist", `{"version":0,"items":[{"id":"a","text":"Lấy ý kiến","done":false}]}`
}

// watchedTask follows a task: whoever sees it may.
func watchedTask(c cell) (string, string) {
	return "/tasks/" + c.task(task.Assigned).ID + "/watch", `{"watching":true}`
}

// waitingTask says that the work of the person waits for another piece of theirs.
func waitingTask(c cell) (string, string) {
	made, other := c.task(task.Assigned), c.task(task.Assigned)
	return "/tasks/" + made.ID + "/links", versioned(made.Version, `,"waits":true,"blocker":"`+other.ID+`"`)
}

// saidOf is something said by the person about the own work, to be answered, or to be changed.
func saidOf(change string) request {
	return func(c cell) (string, string) {
		made := c.task(task.Assigned)
		path := "/tasks/" + made.ID + "/comments"
		if change == "" {
			return path, `{"text":"Xin ý kiến"}`
		}
		p, err := c.o.Comments.Add(c.Context(), c.act(), made.ID, comment.Input{Text: "Đã gửi dự thảo"}, "")
		path += "/" + must(c, p, err).Items[0].ID
		if change == "edit" {
			return path, versioned(1, `,"text":"Đã gửi dự thảo lần 2"`)
		}
		return path + "?version=1", ""
	}
}

// lookFor says something of its own about the work of the person, and looks for it.
func lookFor(c cell) (string, string) {
	word := strings.ToLower(mongodb.NewID())
	p, err := c.o.Comments.Add(c.Context(), c.act(), c.task(task.Assigned).ID, comment.Input{Text: "Đã gửi " + word}, "")
	must(c, p, err)
	return "/comments?q=gui+" + word, ""
}

const fileText = "xin chào"

// bring is a file that the person has sent whole, and finished unless it is to be.
func (c cell) bring(finish bool) string {
	c.Helper()
	u, err := c.o.Files.Begin(c.Context(), c.act(), "a.txt", int64(len(fileText)), "")
	id := must(c, u, err).File.ID
	err = c.o.Files.Put(c.Context(), c.act(), id, 0, []byte(fileText))
	if err == nil && finish {
		_, err = c.o.Files.Finish(c.Context(), c.act(), id)
	}
	return must(c, id, err)
}

// uploaded is a file of the person, on its way or attached to the own work.
func uploaded(verb string, attached bool) request {
	return func(c cell) (string, string) {
		if attached {
			made := c.task(task.Assigned)
			id := c.bring(true)
			all, err := c.o.Attachments.Attach(c.Context(), c.act(), made.ID, []attachment.Item{{File: id}})
			must(c, all, err)
			return "/tasks/" + made.ID + "/files/" + id, ""
		}
		if strings.HasPrefix(verb, "/parts") {
			return "/uploads/" + c.bring(false) + verb, fileText
		}
		return "/uploads/" + c.bring(false) + verb, ""
	}
}

// attachedTo attaches a file of the person to the own work.
func attachedTo(c cell) (string, string) {
	return "/tasks/" + c.task(task.Assigned).ID + "/files", fmt.Sprintf(`{"files":[{"id":%q}]}`, c.bring(true))
}

// sourceFile is the scan of a document on which the own work rests: whoever sees the work opens it.
func sourceFile(c cell) (string, string) {
	vanthu := cell{T: c.T, o: c.o, who: c.who, of: subject{name: "vanthu"}}
	id := vanthu.bring(true)
	d, err := c.o.Register.Enter(c.Context(), vanthu.act(), document.Entry{
		Input: document.Input{Number: id[20:] + "/UBND-NC", Date: "2026-10-21", Issuer: "UBND tỉnh", Abstract: "Rà soát thủ tục hành chính"},
		On:    "2026-10-22", To: []document.Party{{Person: c.o.person[c.of.boss()]}}, Files: []string{id},
	}, "")
	in := c.input()
	in.Document = must(c, d, err).ID
	made, err := c.o.Tasks.Create(c.Context(), c.chief(), in, true, "")
	return "/tasks/" + must(c, made, err).ID + "/source/files/" + id, ""
}
