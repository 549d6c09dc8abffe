package main

import (
	"congvu/internal/comment"
	"congvu/internal/task"
)

// talkRules are what is said about work and kept with it: whoever sees the work takes part.
var talkRules = map[string]rule{
	"task-comments":       {ask: taskOf(task.Assigned, "/comments", ""), need: []need{seesWork}, not: topless},
	"task-comment":        {ask: saidOf(""), need: []need{seesWork}, not: topless},
	"task-comment-edit":   {ask: saidOf("edit"), need: []need{seesWork, self}, not: topless},
	"task-comment-delete": {ask: saidOf("delete"), need: []need{seesWork, self}, not: topless},
	"task-note":           {ask: taskOf(task.Assigned, "/note", ""), need: []need{seesWork}, not: topless},
	"task-note-save":      {ask: notedTask, need: []need{seesWork}, not: topless},
	"task-people":         {ask: taskOf(task.Assigned, "/people", ""), need: []need{seesWork}, not: topless},
}

// notedTask writes a note for oneself: whoever sees the work has one of their own.
func notedTask(c cell) (string, string) {
	return "/tasks/" + c.task(task.Assigned).ID + "/note", `{"version":0,"text":"Hỏi lại về phụ lục"}`
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
