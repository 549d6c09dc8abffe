// Package reminder reminds people before work is late, when it is, and of a diary that is still empty (nhắc việc).
//
// What is reminded of, whom and when stands in rules.json, a dated table. Two jobs ask each working day "what holds today and
// was not sent yet": DueJob at 08:30 for deadlines, DiaryJob at 16:30 for diaries. Every message has a key made of rule,
// object, due day and person under a unique index, so it is sent once whatever restarts, and a day that was missed is made
// up for by the next run as long as the rule still holds. Between 18:00 and 07:00 only work that is hỏa tốc is spoken of.
//
// Source: spec/reminders.md (Công văn 2124/UBND-NC ngày 24/4/2020 của UBND tỉnh Quảng Nam: phần mềm nhắc việc thông minh).
package reminder
