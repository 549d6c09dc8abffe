// Package access defines who acts: the Actor, the roles of its appointments, and the tokens by which every list,
// count, search, export, event audience and socket subscription is limited (DESIGN.md, idea 1).
// identity fills an Actor; nothing here reads a database.
package access
