// Package realtime tells open screens what has changed, never the content: "task t1, version 7".
//
// An Event is written in the transaction of the act it is about (package journal does that), so nothing is published
// after commit and nothing can be lost in between. Each node's Hub follows the events with one change stream and hands
// each to the sockets whose tokens meet its audience. After a break a client names the last event it knows and is told
// what it missed, or that it must fetch everything again (DESIGN.md, Realtime).
package realtime
