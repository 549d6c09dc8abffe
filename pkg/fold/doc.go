// Package fold turns Vietnamese text into the form in which it is searched, without diacritics, đ as d, lower case, and into
// the one by which it is sorted as dictionaries do. "Đôn đốc KẾ HOẠCH" and "don doc ke hoach" fold to the same.
package fold
