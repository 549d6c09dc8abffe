// Package recurring gives work that comes again by itself (việc định kỳ): who gives work says once what it is, for whom and when,
// "ngày 25 hằng tháng, nếu nghỉ thì làm trước", and a job gives it on each of these days, exactly once whatever restarts.
//
// A made task is an ordinary task of its giver; task.Service decides whether they still may give it. When they may not, the rule
// pauses and its giver is told. The days are those of pkg/recurrence by the agency's calendar.
//
// Source: spec/tasks.md §2.
package recurring
