// Package procedure follows the steps of an evaluation (quy trình đánh giá): by when self-scoring, the superior's review and the
// decision are due on the working calendar, how far every unit is, and who is late with which step.
//
// Legal source: Nghị định 335/2025/NĐ-CP Điều 18, 21; the days are settings of the agency (grading.StepDays).
package procedure
