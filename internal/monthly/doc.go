// Package monthly sends how a unit stands, the five-cell report (biểu năm ô) of the month that has passed, to whom the office
// names: once each month, on a day of the working calendar, whatever restarts.
//
// Legal source: Quyết định 42/2014/QĐ-TTg (theo dõi, đôn đốc, kiểm tra việc thực hiện nhiệm vụ).
package monthly
