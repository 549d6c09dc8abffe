// Package paper lays out documents of Vietnamese state agencies (thể thức văn bản hành chính) and writes them as PDF and as
// DOCX from one description: the heading with the national name and motto, the title, paragraphs, tables whose head comes
// again on every page, places for signatures, and Nơi nhận. It knows pages, not what stands on them.
//
// The same description always gives the same bytes. Texts may be anything that a person typed: what has no place on paper
// (control characters, marks of direction) is left out, and nothing of a text can become markup.
//
// Legal source: Nghị định 30/2020/NĐ-CP, Phụ lục I (khổ giấy, định lề, phông chữ, vị trí và cỡ chữ của từng thành phần).
package paper
