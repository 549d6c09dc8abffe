// Package evaluation grades people from the work they did (đánh giá, xếp loại chất lượng, spec/evaluation.md).
//
// A policy is data: an embedded, versioned file with the bands, weights and settings of one decree, each with its
// legal basis. Policy.Grade is the one pure function from facts to a result; the command line, the API, the
// provisional score and the close of a period differ only in where the facts come from and whether the result is kept.
// The program proposes with reasons, a person decides.
//
// Facts (the lines of a period) are a pure function of one task and one person, replaced in the task's transaction.
//
// Legal source: Nghị định 335/2025/NĐ-CP (công chức, từ 01/01/2026).
package evaluation
