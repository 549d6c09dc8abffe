// Package setup takes an installation through its first day (spec/people.md §1): a one-time link makes the agency and its
// first administrator. There is no default account and no default password; whoever can read what the program prints when
// it starts is who may set it up.
package setup
