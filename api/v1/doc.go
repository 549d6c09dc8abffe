// Package v1 is the HTTP API under /api/v1: one file per domain with its operations (huma on Fiber) and their
// request and response shapes. Handlers declare, call a service and reply; no rule is decided here.
//
// Every operation states in its declaration who may call it (public, signedIn or roles); New refuses one that
// does not. Failures of every origin leave as one shape, the RFC 9457 problem of errors.go.
package v1
