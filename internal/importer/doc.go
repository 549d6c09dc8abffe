// Package importer brings tables that people keep elsewhere into the system (nhập dữ liệu từ Excel, CSV): units, people,
// products. One machine serves every kind: a file is read and tried without writing anything, every row says what would
// become of it and every fault its cell, faulty cells can be put right on the spot, and what is good is written as a whole
// or not at all. Doing the same file again changes nothing.
//
// What a kind of table means is in a file of its own (units.go, products.go …), over the service of its domain, which
// decides who may write what.
package importer
