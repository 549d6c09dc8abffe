// Package note keeps what somebody writes for oneself beside a task (ghi chú riêng). Nobody but its author ever reads a note:
// neither a superior nor an inspector, and no history tells of it. It is written while one may see the task.
package note
