// Package task holds assigned work (nhiệm vụ): its way from a draft to an accepted result, who may do what with it, whose
// act comes next, and its deadlines.
//
// Two axes stand side by side: the lifecycle, which is stored and moved by verbs only (lifecycle_*.go), and the
// timeliness, which is always computed (timeliness.go). Every verb is a pure function of the task, the actor and the time;
// who may call it is one table (policy.go). The service loads within the actor's scope, applies the verb and stores the
// task, its grading lines and its journal entry in one transaction.
//
// Quantities, shares and coefficients are kept in thousandths (…Milli).
package task
