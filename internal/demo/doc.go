// Package demo makes the sample agency ("Dữ liệu mẫu"): the units, documents, products and tasks of real public papers
// of 2020 (data/), people who are made up, and three months of plausible work up to today.
//
// Everything is done through the services, under a clock that walks through the simulated days: assigning, accepting,
// reporting, submitting, returning, approving, writing and confirming diaries, giving general points, closing months. So
// history, grading lines, what waits for whom and the pre-filled diary agree with each other as in real use. The same
// seed and the same day give the same people and the same tasks.
package demo
