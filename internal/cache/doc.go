// Package cache keeps what was read from the store for a few seconds, in memory.
//
// How old something may be is a matter of real time: a cache goes by the machine's clock, not by the program's, which
// demos shift and tests stop.
package cache
