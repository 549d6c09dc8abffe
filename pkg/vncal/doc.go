// Package vncal knows the working calendar of Vietnam: public holidays, days off in lieu, swapped days, and the
// deadlines that are counted in working days, calendar days and months.
//
// The official table (2020 to 2027) is embedded with the source of every row. Rows that were announced or
// projected but not decided are kept apart as pending: they are working days until somebody confirms them with
// [Calendar.With]. Outside the years of the table only weekends are days off, and [Calendar.Due] says so.
//
// A [Calendar] is immutable and safe for concurrent use. Days are local dates in Asia/Ho_Chi_Minh (UTC+7, no
// daylight saving); the zone is embedded, so the machine needs no zone files.
//
// Legal sources: Bộ luật Lao động 45/2019/QH14 Điều 111 khoản 3 and Điều 112 (holidays, days in lieu), Bộ luật Dân
// sự 91/2015/QH13 Điều 144–148 (periods of time), Quyết định 188/1999/QĐ-TTg (five working days a week).
package vncal
