// Package scheme keeps what an agency sets of an evaluation policy (cài đặt đánh giá của cơ quan): the rules that the law
// leaves open, from the first day of a month on, by a document, after a trial over closed periods that lists whose grade
// would have been another one, proposed by one person and decided by another.
//
// Legal source: Nghị định 335/2025/NĐ-CP Điều 12 khoản 2, Điều 17 khoản 3 (theo dõi, đánh giá theo quy định của cơ quan); which
// rules are open is marked in the policy itself (package grading).
package scheme
