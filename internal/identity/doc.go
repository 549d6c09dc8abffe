// Package identity knows the people of an installation, the posts they hold, and how they sign in.
//
// A Person holds appointments (chức vụ, kiêm nhiệm): a unit, a role, from and to. The appointments in force now make
// the access.Actor under which everything else is decided. An account lets a person sign in: a password hash and the
// rights number, which rises whenever what the person may do changes. A session is one device signed in: a family of
// refresh tokens of which only the newest is good, and short access tokens that name the session and the rights number.
//
// What another node changes is seen here within 5 s: every cache is that old at most and a rights event empties it
// at once (spec/security.md §2).
package identity
