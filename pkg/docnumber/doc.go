// Package docnumber reads the number and symbol (số, ký hiệu) of Vietnamese official documents for searching, sorting and
// comparing. The text as printed stays the truth: nothing is ever refused, and what is not understood is simply not said.
//
// Legal source: Nghị định 30/2020/NĐ-CP, Điều 8 and Phụ lục I, III (05/03/2020); Nghị định 78/2025/NĐ-CP for normative
// documents; Hướng dẫn 36-HD/VPTW (03/04/2018) for those of the Party; older forms as they stand on paper.
package docnumber
