// Package session lets people sign in and knows who asks.
//
// An Account lets a person sign in: the names and a password hash. A Session is one device signed in: a family of
// refresh tokens of which only the newest is good, and short access tokens that name the session and the person's rights
// number (package identity). A ticket lets one socket into a session.
//
// What another node changes is seen here within 5 s: every cache is that old at most, and an event of the rights or the
// session empties it at once (spec/security.md §2).
package session
