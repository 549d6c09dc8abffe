// Package forms fills the papers of the office (biểu mẫu) from what the system holds: it turns a score, a unit's table or a
// diary into a paper.Document, which is then written as PDF or DOCX. It reads nothing and decides nothing: who may have a
// paper is who may read what stands on it.
//
// A paper says in Vietnamese what the decree's form says, whatever the language of the screen. Signatures are made by hand
// or elsewhere: no account click is one, so their places stay free.
package forms
