// Package hint finds what in a day of a work diary is unlikely enough to be asked about (nhật ký có điểm cần xem lại). Pure rules
// over numbers: whoever asks brings the days. A hint is a question with the numbers compared, first to the author, then to who
// confirms the day; no score is ever made of it.
//
// Source: spec/diary-roster.md §1.
package hint
