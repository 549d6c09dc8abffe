// Package edxml reads one message (thông điệp edXML) by which the document systems of Vietnamese agencies send each other a
// document with its files: strictly, and within bounds. It decides nothing about who may receive what, and checks no signature.
//
// Legal source: QCVN 102:2016/BTTTT (Thông tư 10/2016/TT-BTTTT), amended by Thông tư 01/2022/TT-BTTTT.
package edxml
