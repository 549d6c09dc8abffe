// Package diary keeps the work diary (nhật ký công vụ): one Day per person and date with the place of each half-day, what
// was done, the plan for the next working day and difficulties. Its author writes and submits it, the head of the author's
// unit confirms it or returns it with a reason.
//
// Rules are pure functions (policy.go, change.go, input.go, suggest.go, strip.go); Service loads, checks, changes and saves a
// day with its version and its journal entry in one transaction. Nothing is overwritten: every saved state of a day stays
// in diary_versions as the bytes it had.
//
// Source: spec/diary-roster.md §1 (Công văn 2124/UBND-NC ngày 24/4/2020 của UBND tỉnh Quảng Nam: quản lý cán bộ, công chức
// theo kết quả công việc qua nhật ký công tác).
package diary
