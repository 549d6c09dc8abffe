// Package tasklist is the reading side of tasks: their lists in every order, searching them, and the numbers on the tabs.
// It changes nothing and decides nothing; whatever list is asked for, nothing outside the actor's tokens is in it.
//
// The indexes that serve it are declared with the store of package task, so that a query and what it costs a writer are
// weighed in one place.
package tasklist
