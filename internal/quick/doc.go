// Package quick reads lines of quick add (giao nhanh) for somebody: what pkg/quickadd took apart is looked up among the people,
// units, documents and products that this person may name. It stores nothing; the task is made by task.Service.Create, whose
// rules alone decide.
package quick
