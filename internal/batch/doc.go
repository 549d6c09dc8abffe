// Package batch does one act with many tasks (thay đổi hàng loạt): another deadline, another lead, a nudge, a recall. A job carries
// it out task by task, each a transaction of its own with its outcome and by the rights that whoever asked has to that task; what
// can be undone is undone for an hour, as far as nobody has touched it since. Whoever is concerned gets one line for all of it.
package batch
