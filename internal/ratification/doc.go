// Package ratification is how grades of a quarter or a year become final (rà soát, cân đối và quyết định xếp loại): who of
// those that reach xuat_sac is within the share the law allows, in the unit and in each group of similar duties, and the
// decision of the competent authority. The program ranks and counts; people choose, with reasons; scores stay.
//
// Legal source: Nghị định 335/2025/NĐ-CP Điều 18, 20 khoản 5, 21; spec/evaluation.md §2.9, §2.10.
package ratification
