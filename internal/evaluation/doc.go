// Package evaluation keeps what people are graded by and what came of it (theo dõi, đánh giá, xếp loại chất lượng,
// spec/evaluation.md): the lines of each person and month, the points that superiors give, the sheets, and the months from
// their end to their close. The computation itself is package grading.
//
// Lines are a pure function of one task and one person, replaced in the task's transaction. The program proposes with
// reasons, a person decides.
package evaluation
