// Package identity knows the people of an installation, the posts they hold and what those let them do.
//
// A Person holds appointments (chức vụ, kiêm nhiệm): a unit, a role, from and to. The appointments in force now make
// the access.Actor under which everything else is decided. The rights number of a person rises whenever what the person
// may do changes. How people sign in is package session's.
//
// What another node changes is seen here within 5 s: every cache is that old at most and a rights event empties it
// at once (spec/security.md §2).
package identity
