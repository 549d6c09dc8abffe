// Package direction makes tasks of what a leader says about an incoming document (ý kiến chỉ đạo), or of the conclusions of a
// meeting: all of them in one step, linked both ways; and says how far the work on a document is (sổ theo dõi giải quyết).
//
// Legal source: Nghị định 30/2020/NĐ-CP, Điều 23, 24 (05/03/2020).
package direction
