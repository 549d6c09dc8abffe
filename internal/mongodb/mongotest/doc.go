// Package mongotest gives every test an empty database of its own on a real replica set, in milliseconds, safe for
// parallel tests, packages and processes.
//
// The server is the one of CONGVU_TEST_MONGODB_URI (`make test` sets it), else one that the first test process starts
// in memory and that ends by itself some seconds after the last one is gone. A test that can have no server fails.
package mongotest
