// Package factor keeps the second factor of signing in (xác thực hai lớp): an authenticator app whose codes change every 30
// seconds (TOTP, RFC 6238), each good once, and recovery codes for the day on which the phone is lost. An agency may require it
// of roles; whoever holds one of them can do nothing before the app is set up.
//
// The secrets lie beside the signing keys in the database: who reads that can sign tokens anyway (DESIGN.md). Recovery codes are
// kept as hashes only.
package factor
