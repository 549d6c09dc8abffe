// Package calendar holds an agency's working calendar (lịch làm việc): the official table of pkg/vncal with the days that
// the agency has confirmed on top, and deadlines computed and explained for screens.
//
// All counting of days happens in pkg/vncal; this package knows whose calendar it is and how a fault is said.
package calendar
