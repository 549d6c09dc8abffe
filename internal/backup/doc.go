// Package backup copies a whole installation into one file and back (sao lưu, phục hồi).
//
// A copy is the database as it stood at one moment (mongodb.Snapshot), files included, since those lie in it. It is a tar
// archive compressed with zstd, and with recipients given encrypted with age; any machine can open it with these three tools,
// without us:
//
//	about.json             form of the archive, version of the program, last migration, the moment
//	<collection>/000001.bson  documents one after the other in the order of their ids, some megabytes each
//	manifest.json          how many documents each collection has, and the SHA-256 over their bytes
//
// What is written is read back before it gets its name. A file that is cut off, changed, of another program or of a newer
// version is refused with a sentence. A restore goes into an empty database only, reads what it has written, and compares; the
// sessions of the copy are void then, and events are counted anew. Until all that is done the database carries a mark, and
// nothing serves it.
//
// Memory does not depend on the size of the database: one part of the archive at a time.
package backup
