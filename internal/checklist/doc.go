// Package checklist keeps the items into which the lead and the assigner of a task divide it for themselves (mục cần làm): the lead
// ticks what is done. It moves nothing: neither a deadline nor a point hangs on an item.
package checklist
