// Package doctor looks at a running installation as somebody who knows it would (kiểm tra hệ thống) and says in plain words
// what is well, what will be trouble and what is broken, each with why it matters and what to do.
//
// What was measured is one value, Facts; what follows from it is a pure function of it, so that each judgement is a row of a
// table. The sentences lie beside those of errors: the page and the command line say the same.
package doctor
