// Package inbox keeps the messages of the program to a person (thông báo): one row each, written in the transaction of
// what it is about, unread until read or until the work it asks for is done, gone 180 days after that and after
// as many unread.
//
// A row says which kind of message it is and the values of its placeholders; the words are the client's catalogue's.
package inbox
