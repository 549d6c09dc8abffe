// Package comment keeps what people say to each other about a task (trao đổi): comments, replies, and who is named in them.
//
// Whoever may see a task reads and writes there, whatever its state. A comment is its author's: it is edited within
// EditWithin, where the text before stays readable, and deleted at any time, where its place and its author stay. Comments
// are no change of the task: its version stays, and what is said meets no conflict with an act.
package comment
