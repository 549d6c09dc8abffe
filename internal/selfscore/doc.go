// Package selfscore keeps how people assess themselves at the end of a month (tự chấm điểm): points for the general criteria on
// the tree of Form 01 with a remark where they are below the maximum, strengths and limitations, and a leader's own proposal of
// đ and e. The direct superior sees it beside the own points; it never counts into a score by itself.
//
// Legal source: Nghị định 335/2025/NĐ-CP Điều 18, 21 và Mẫu số 01.
package selfscore
