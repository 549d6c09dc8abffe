// Package journal records an act, in the act's own transaction: the audit entry (the record's history, and the source
// from which the day's diary is pre-filled), the event for open screens, and the messages to the people named
// (DESIGN.md, idea 3).
//
// It knows no domain type: each domain declares its own actions and says who may read what. Audit entries are only
// ever inserted.
package journal
