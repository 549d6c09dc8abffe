// Package errs defines the kinds of failure, the stable codes that clients match on, and the one table of
// Vietnamese and English sentences that screens, command line, jobs and mail share.
//
// A code reads "<package>.<what>". Its sentences live in sentences/<package>.json, the labels of fields in
// sentences/fields.json; a test fails when a code has no sentence or a sentence has no code.
package errs
