// Package clock is the only place that asks what time it is. Instants are UTC cut to milliseconds, because
// BSON keeps no more and a value must compare equal before and after it was stored.
package clock
