// Package workplace knows where people work (ai đang ở đâu): registrations of work from home (đăng ký làm việc tại nhà),
// which the heads above decide on within the quotas of the unit, absences (leave, missions) with the paper that says so, and
// the grid of a unit made of these and of the diaries.
//
// Rules are pure functions (policy.go, quota.go, input.go); Service loads, checks, changes and saves a record with its
// version and its journal entry in one transaction. What is counted is counted inside the transaction that decides, behind
// a lock of the unit, so that two approvals at once cannot both take the last place.
//
// Source: spec/diary-roster.md §2 (Công văn 2124/UBND-NC ngày 24/4/2020 của UBND tỉnh Quảng Nam; Công văn 1552/UBND-KGVX).
package workplace
