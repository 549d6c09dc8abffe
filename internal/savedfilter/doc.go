// Package savedfilter keeps lists of tasks that somebody wants to see again (bộ lọc đã lưu): a name and what the list is
// narrowed to, for oneself or, by its head, for everybody with a post in a unit. It holds no task and gives no right: who
// opens one sees what the list shows to them.
package savedfilter
