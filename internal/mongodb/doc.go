// Package mongodb is the program's only way to its store: one client with the durability and the time limits that the
// whole program relies on, transactions, the translation of driver errors into the kinds of package errs, ids, codes
// people say, indexes and migrations.
//
// The driver appears here and in the store files of the domains, nowhere else (STYLE.md §2).
// Package local supervises a server of our own on a data folder; package mongotest gives tests empty databases.
package mongodb
