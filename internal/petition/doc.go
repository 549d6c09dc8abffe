// Package petition keeps the petitions of people against the grade that was decided for them (kiến nghị về kết quả xếp loại): within
// working days of the notice, answered by another than whoever scored, with a clock of its own; what changes a grade makes a new
// version of the decision and leaves the one before readable.
//
// Legal source: Nghị định 335/2025/NĐ-CP Điều 18, 21; the days are settings of the agency (grading.StepDays).
package petition
