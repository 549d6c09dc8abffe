// Command congvu is the whole product in one binary: serve (HTTP, sockets, jobs and the web app) and the command
// line around it. Run it without arguments for the list of commands.
package main

import (
	"fmt"
	"io"
	"os"
)

// version is set by the linker (make build).
var version = "dev"

const usage = `Công Vụ: giao việc, nhật ký công vụ, nhắc việc và đánh giá.

  congvu serve [--demo]           chạy ứng dụng; --demo nạp dữ liệu mẫu khi cơ sở dữ liệu còn trống
  congvu demo                     chỉ nạp dữ liệu mẫu
  congvu user create-admin        lập người quản trị (và cơ quan, khi chưa có), in mã kích hoạt; cũng để cứu khi không còn ai quản trị
  congvu grade --facts TỆP        chấm điểm theo chính sách từ số liệu JSON ("-" là đầu vào chuẩn)
  congvu calendar due             tính thời hạn, mỗi dòng JSON một câu hỏi từ đầu vào chuẩn
  congvu calendar show NĂM        in các ngày nghỉ, ngày làm bù và căn cứ
  congvu remind --dry-run         in ai sẽ được nhắc việc gì, lúc nào trong một tháng (--month 2026-12); không gửi gì
  congvu backup --to NƠI          sao lưu tất cả vào một tệp, đọc lại để kiểm tra; --encrypt-to KHÓA để mã hóa bằng age
  congvu restore TỆP              phục hồi vào cơ sở dữ liệu trống; --check chỉ kiểm tra tệp
  congvu doctor [--json]          kiểm tra hệ thống; mã kết thúc 0 ổn, 1 cần lưu ý, 2 hỏng
  congvu ready                    hỏi nút trên máy này đã sẵn sàng chưa (mã kết thúc 0 là rồi), cho việc kiểm tra của bộ chứa
  congvu openapi                  in hợp đồng API (OpenAPI 3.1, YAML)
  congvu version                  in phiên bản

Cài đặt qua biến môi trường: xem README.
`

// command is one entry of the command line; it returns the exit status.
type command func(args []string, in io.Reader, out, errOut io.Writer) int

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

func run(args []string, in io.Reader, out, errOut io.Writer) int {
	commands := map[string]command{
		"serve": runServe, "demo": runDemo, "user": runUser, "grade": runGrade, "calendar": runCalendar, "openapi": runOpenAPI,
		"remind": runRemind, "backup": runBackup, "restore": runRestore, "ready": runReady, "doctor": runDoctor,
		"version": runVersion, "help": runHelp, "--help": runHelp, "-h": runHelp,
	}
	if len(args) == 0 {
		fmt.Fprint(errOut, usage)
		return 2
	}
	c, ok := commands[args[0]]
	if !ok {
		fmt.Fprintf(errOut, "congvu: không có lệnh %q\n\n%s", args[0], usage)
		return 2
	}
	return c(args[1:], in, out, errOut)
}

func runHelp(_ []string, _ io.Reader, out, _ io.Writer) int {
	fmt.Fprint(out, usage)
	return 0
}

func runVersion(_ []string, _ io.Reader, out, _ io.Writer) int {
	fmt.Fprintln(out, version)
	return 0
}
