// Package substitute keeps who stands in for whom while somebody is away (người thay khi vắng). What waits for the absent
// person stays as it is stored; whoever stands in gets, by access.Actor.For, the acts that are awaited, for that time and to
// the minute. Evaluation never asks for it: its decisions need a delegation by a document.
//
// Legal source: Nghị định 335/2025/NĐ-CP; spec/people.md §3, spec/tasks.md §1.
package substitute
