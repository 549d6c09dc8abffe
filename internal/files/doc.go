// Package files keeps attachments (tệp đính kèm): bytes that people bring, with what is known of them.
//
// A file arrives in parts of PartBytes, each of which is one chunk of GridFS (bucket "fs"): no request holds more than a part,
// a broken line goes on at the part that is missing, and a part that is stored is never replaced. Finish reads the whole once,
// part by part: it takes the SHA-256, compares content with extension (kinds.go), and looks into archives without unpacking
// them (archive.go). With a scanner configured (clamd.go) nobody reads a file before it is found clean.
//
// A finished file belongs to nobody but who brought it until Attach hangs it on a record, in the transaction of the act that
// does so; who may read it then is the record's matter. What is never attached is swept by a job. Files are not changed: another
// content is another version, and every version stays.
package files
