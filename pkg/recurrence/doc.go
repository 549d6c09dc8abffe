// Package recurrence says on which days work comes again (việc định kỳ): an RRULE of RFC 5545 gives the days as they are named,
// "ngày 25 hằng tháng", and the working calendar of [congvu/pkg/vncal] says which of them are days off and where the work goes
// then. It stores nothing and knows no tasks.
package recurrence
