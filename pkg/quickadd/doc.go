// Package quickadd reads one line of Vietnamese that says what is to be done, by whom and until when:
//
//	Soạn báo cáo CCHC quý III @lan.nt +phoihop:minh.tv,hoa.lt #baocao !khẩn hạn 5 ngày làm việc vb:123/UBND-NC sp:BC-02 x2
//
// It knows no store and no people: names, numbers and codes come back as they were typed, for whoever asks to look up.
// Days are computed with a calendar of [congvu/pkg/vncal] and a given instant.
//
// Text is understood with diacritics, without them, half-typed ("viêc"), and as the raw keys of Telex ("vieecj") and VNI
// ("vie65c"): a mark that is there must be the right one, so that "Lập" is never taken for "lặp". What stands between
// double quotes is not read. What looks like a part and cannot be understood, or could mean two things, stays a part with
// a [Fault] that says so in words and offers what may have been meant; nothing is guessed silently and nothing is lost:
// the pieces of a line joined together are the line.
package quickadd
