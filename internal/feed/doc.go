// Package feed gives each person who asks for it a calendar of the own deadlines (lịch hạn việc, iCal) that other programs read
// under a secret address.
//
// The address is all that a reader needs, so it is shown once, kept as a hash only, and ended by its owner at any time; a new one
// ends the one before. What lies behind it is what its owner sees at that moment, and nothing once the account is closed. An entry
// carries no more than the code and title of the work and its day.
//
// Source: spec/reminders.md (Channels); RFC 5545.
package feed
