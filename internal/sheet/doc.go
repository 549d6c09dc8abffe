// Package sheet reads tables that people bring and writes those that they take away: the workbooks of Excel (XLSX) and, to
// be read, text tables (CSV), as offices really keep them. It knows no domain: a caller names the columns it wants, and gets
// rows of cells with the faults of each, or gives rows and gets a file.
//
// What is read is bounded before it is unpacked (spec/security.md §1, §2). What is written never begins a formula.
package sheet
