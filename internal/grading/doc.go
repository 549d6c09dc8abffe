// Package grading computes scores and grades (chấm điểm, xếp loại chất lượng, spec/evaluation.md). It is pure: it knows
// no database, no clock and no person.
//
// A policy is data: an embedded, versioned file with the bands, weights and settings of one decree, each with its
// legal basis. Policy.Grade is the one function from facts to a result; the command line, the API, the provisional score
// and the close of a period differ only in where the facts come from and whether the result is kept. Policy.GradeYear makes
// a year of its periods, Policy.ApplyCap bounds how many may be xuat_sac, and CountPolicy.Grade knows the conditions that
// came before points. The program proposes with reasons, a person decides.
//
// Legal source: Nghị định 335/2025/NĐ-CP (công chức, từ 01/01/2026), 233/2026/NĐ-CP (viên chức, từ
// 01/07/2026), 90/2020/NĐ-CP before them.
package grading
