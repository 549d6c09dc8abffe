package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"strings"

	"congvu/internal/config"
	"congvu/internal/session"
	"congvu/internal/setup"
	"congvu/pkg/vncal"
)

const userUsage = `congvu user create-admin --staff-no MÃ --name "HỌ VÀ TÊN" [--email THƯ]
                         [--agency-name TÊN --agency-code MÃ --agency-kind province|department|commune|centre]

Lập người quản trị và in mã kích hoạt dùng một lần, trong 7 ngày. Người có mã cán bộ ấy được thêm quyền quản trị; chưa có thì lập mới.
Các mục --agency-… chỉ cần khi cơ sở dữ liệu còn trống. Khi dùng MongoDB đi kèm, hãy dừng congvu serve trước.
`

// runUser makes an administrator from a terminal of the server.
func runUser(args []string, _ io.Reader, out, errOut io.Writer) int {
	if len(args) == 0 || args[0] != "create-admin" {
		fmt.Fprint(errOut, userUsage)
		return 2
	}
	var agency setup.Agency
	var admin setup.Admin
	flags := flag.NewFlagSet("user create-admin", flag.ContinueOnError)
	flags.SetOutput(errOut)
	flags.Usage = func() { fmt.Fprint(errOut, userUsage) }
	flags.StringVar(&admin.StaffNo, "staff-no", "", "")
	flags.StringVar(&admin.Name, "name", "", "")
	flags.StringVar(&admin.Email, "email", "", "")
	flags.StringVar(&agency.Name, "agency-name", "", "")
	flags.StringVar(&agency.Code, "agency-code", "", "")
	flags.StringVar(&agency.Kind, "agency-kind", "", "")
	if err := flags.Parse(args[1:]); err != nil {
		return 2
	}
	if flags.NArg() > 0 || strings.TrimSpace(admin.StaffNo) == "" {
		fmt.Fprint(errOut, userUsage)
		return 2
	}
	given := &agency
	if agency == (setup.Agency{}) {
		given = nil
	}
	return onProduct(out, errOut, func(ctx context.Context, cfg config.Config, p *product) error {
		slip, err := p.Setup.CreateAdmin(ctx, given, admin)
		if err == nil {
			printSlip(out, cfg, slip)
		}
		return err
	})
}

// printSlip is what the terminal shows of an activation code, once.
func printSlip(out io.Writer, cfg config.Config, slip session.Slip) {
	fmt.Fprintf(out, "\nNgười quản trị: %s, mã cán bộ %s\n  Mã kích hoạt  %s  (dùng một lần, đến %s; không hiện lại)\n  Mở            %s/activate\n",
		slip.Person.Name, slip.Person.StaffNo, slip.Code, slip.Expires.In(vncal.Zone()).Format("15:04, 02/01/2006"), cfg.Origins[0])
}
