// Package sheet reads tables that people bring: the workbooks of Excel (XLSX) and text tables (CSV), as offices really keep
// them. It knows no domain: a caller names the columns it wants, and gets rows of cells with the faults of each.
//
// What is read is bounded before it is unpacked (spec/security.md §1, §2). What is written never begins a formula.
package sheet
