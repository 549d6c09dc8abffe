// Package override keeps the concluded facts that make a grade khong_hoan_thanh whatever the score (trường hợp xếp loại không
// hoàn thành nhiệm vụ): each with the number and date of its document, against a month, a quarter or a year of a person. The
// score stays as it was computed. What was recorded is never deleted, only withdrawn with a reason.
//
// Legal source: Nghị định 335/2025/NĐ-CP Điều 20 khoản 4 điểm b, c, d; spec/evaluation.md §2.8.
package override
