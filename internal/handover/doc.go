// Package handover gives the open work of somebody whose post ends to others (bàn giao): what it is, to whom each part goes,
// carried out as one act by a job that can be interrupted, undone for a day as far as nobody has touched it since, and kept
// as the minutes that both sides sign (biên bản bàn giao).
//
// What is not handed over waits for who stands in once the person is gone; packages task and diary see to that.
package handover
