package config

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/mail"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"time"

	"github.com/caarlos0/env/v11"
)

// Config are the settings of congvu serve. The doc tags are the README's table; a test compares them.
type Config struct {
	Addr     string   `env:"CONGVU_ADDR" envDefault:"127.0.0.1:8080" doc:"Địa chỉ nghe của ứng dụng"`
	OpsAddr  string   `env:"CONGVU_OPS_ADDR" envDefault:"127.0.0.1:8081" doc:"Địa chỉ nghe của /livez, /readyz, /metrics; chỉ loopback"`
	Data     string   `env:"CONGVU_DATA" envDefault:"./data" doc:"Thư mục dữ liệu của MongoDB đi kèm, khi không đặt MONGODB_URI"`
	Mongo    string   `env:"MONGODB_URI" doc:"Chuỗi kết nối replica set MongoDB; để trống thì tự chạy mongod trên CONGVU_DATA"`
	MongoIn  string   `env:"MONGODB_URI_FILE" doc:"Tệp chứa chuỗi kết nối, thay cho MONGODB_URI: mật khẩu không nằm trong biến môi trường"`
	Name     string   `env:"CONGVU_DB" envDefault:"congvu" doc:"Tên cơ sở dữ liệu"`
	Origins  []string `env:"CONGVU_ORIGINS" doc:"Các địa chỉ web được phép (https://…), cách nhau dấu phẩy; để trống thì theo CONGVU_ADDR"`
	Proxies  []string `env:"CONGVU_TRUSTED_PROXIES" doc:"IP hoặc dải IP của proxy được tin để đọc X-Forwarded-For"`
	Clock    string   `env:"CONGVU_CLOCK" doc:"Giờ bắt đầu (RFC 3339) rồi chạy tiếp; chỉ cho dữ liệu mẫu"`
	SMTP     string   `env:"CONGVU_SMTP" doc:"Máy chủ thư: smtps://máy-chủ:465 hoặc smtp://máy-chủ:587 (STARTTLS bắt buộc, trừ loopback); để trống thì không gửi thư"`
	MailFrom string   `env:"CONGVU_MAIL_FROM" doc:"Địa chỉ gửi thư, cần khi đặt CONGVU_SMTP"`
	MailUser string   `env:"CONGVU_SMTP_USER" doc:"Tên đăng nhập máy chủ thư, nếu máy chủ đòi"`
	MailPass string   `env:"CONGVU_SMTP_PASSWORD_FILE" doc:"Tệp chứa mật khẩu của CONGVU_SMTP_USER, chỉ chương trình đọc được"`
	Backups  string   `env:"CONGVU_BACKUP_DIR" doc:"Thư mục bản sao lưu hằng ngày (giữ 7 bản); để trống thì CONGVU_DATA/backups với MongoDB đi kèm, không tự sao lưu với MONGODB_URI"`
	BackupTo []string `env:"CONGVU_BACKUP_RECIPIENTS" doc:"Khóa công khai age (age1…) để mã hóa bản sao lưu hằng ngày, cách nhau dấu phẩy; để trống là không mã hóa"`
	Clamd    string   `env:"CONGVU_CLAMD" doc:"Địa chỉ clamd (host:port hoặc đường dẫn socket) quét vi-rút tệp gửi lên; để trống là không quét"`
	PersonMB int64    `env:"CONGVU_FILES_PERSON_MB" envDefault:"2048" doc:"Tổng dung lượng tệp của một người, MB"`
	AgencyGB int64    `env:"CONGVU_FILES_AGENCY_GB" envDefault:"200" doc:"Tổng dung lượng tệp của cơ quan, GB"`
	Log      string   `env:"CONGVU_LOG" envDefault:"info" doc:"Mức nhật ký: debug, info, warn, error"`
}

// Load reads and checks the settings. The error names every faulty variable, one a line.
func Load() (Config, error) {
	var c Config
	if err := env.Parse(&c); err != nil {
		return Config{}, fmt.Errorf("read settings: %w", err)
	}
	if err := errors.Join(c.readMongo(), c.check()); err != nil {
		return Config{}, err
	}
	if len(c.Origins) == 0 {
		c.Origins = defaultOrigins(c.Addr)
	}
	return c, nil
}

func (c Config) check() error {
	var faults []error
	fault := func(name, format string, args ...any) {
		faults = append(faults, fmt.Errorf("%s: %s", name, fmt.Sprintf(format, args...)))
	}
	if _, _, err := net.SplitHostPort(c.Addr); err != nil {
		fault("CONGVU_ADDR", "cần dạng host:port")
	}
	if host, _, err := net.SplitHostPort(c.OpsAddr); err != nil {
		fault("CONGVU_OPS_ADDR", "cần dạng host:port")
	} else if !loopback(host) {
		fault("CONGVU_OPS_ADDR", "chỉ được là địa chỉ loopback")
	}
	for _, key := range c.BackupTo {
		if !strings.HasPrefix(key, "age1") {
			fault("CONGVU_BACKUP_RECIPIENTS", "%q không phải khóa công khai age (bắt đầu bằng age1)", key)
		}
	}
	if c.Mongo == "" && filepath.Clean(c.Data) == "/" {
		fault("CONGVU_DATA", "không được là thư mục gốc")
	}
	if c.Mongo != "" && !strings.HasPrefix(c.Mongo, "mongodb://") && !strings.HasPrefix(c.Mongo, "mongodb+srv://") {
		fault("MONGODB_URI", "cần bắt đầu bằng mongodb:// hoặc mongodb+srv://")
	}
	if c.Name == "" || strings.ContainsAny(c.Name, "/\\. \"$*<>:|?") {
		fault("CONGVU_DB", "không phải tên cơ sở dữ liệu hợp lệ")
	}
	for _, o := range c.Origins {
		u, err := url.Parse(o)
		switch {
		case err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") || u.Path != "":
			fault("CONGVU_ORIGINS", "%q không phải địa chỉ dạng https://tên-miền", o)
		case u.Scheme == "http" && !loopback(u.Hostname()):
			fault("CONGVU_ORIGINS", "%q không dùng được: qua http trình duyệt không nhận cookie đăng nhập, mỗi lần tải lại trang là mất phiên. "+
				"Đặt một proxy TLS phía trước (xem deployments/nginx.conf) và ghi https://…; http chỉ dùng được cho localhost và 127.0.0.1", o)
		}
	}
	for _, p := range c.Proxies {
		if _, _, err := net.ParseCIDR(p); err != nil && net.ParseIP(p) == nil {
			fault("CONGVU_TRUSTED_PROXIES", "%q không phải IP hoặc dải IP", p)
		}
	}
	if _, _, err := net.SplitHostPort(c.Clamd); err != nil && c.Clamd != "" && !strings.HasPrefix(c.Clamd, "/") {
		fault("CONGVU_CLAMD", "cần dạng host:port hoặc đường dẫn socket bắt đầu bằng /")
	}
	if c.PersonMB < 0 || c.PersonMB > 1<<20 {
		fault("CONGVU_FILES_PERSON_MB", "cần từ 0 đến 1048576")
	}
	if c.AgencyGB < 0 || c.AgencyGB > 1<<20 {
		fault("CONGVU_FILES_AGENCY_GB", "cần từ 0 đến 1048576")
	}
	if _, err := c.Now(); err != nil {
		fault("CONGVU_CLOCK", "cần dạng RFC 3339, ví dụ 2026-04-29T16:12:00+07:00")
	}
	c.checkMail(fault)
	if err := new(slog.Level).UnmarshalText([]byte(c.Log)); err != nil {
		fault("CONGVU_LOG", "chỉ nhận debug, info, warn, error")
	}
	return errors.Join(faults...)
}

func (c Config) checkMail(fault func(name, format string, args ...any)) {
	if c.SMTP == "" {
		for name, value := range map[string]string{"CONGVU_MAIL_FROM": c.MailFrom, "CONGVU_SMTP_USER": c.MailUser, "CONGVU_SMTP_PASSWORD_FILE": c.MailPass} {
			if value != "" {
				fault(name, "chỉ có nghĩa khi đặt CONGVU_SMTP")
			}
		}
		return
	}
	u, err := url.Parse(c.SMTP)
	switch {
	case err != nil || u.Hostname() == "" || u.Scheme != "smtp" && u.Scheme != "smtps" || strings.Trim(u.Path, "/") != "" || u.RawQuery != "":
		fault("CONGVU_SMTP", "cần dạng smtps://máy-chủ:465 hoặc smtp://máy-chủ:587")
	case u.User != nil:
		fault("CONGVU_SMTP", "tên và mật khẩu đặt ở CONGVU_SMTP_USER và CONGVU_SMTP_PASSWORD_FILE, không ghi trong địa chỉ")
	}
	if a, err := mail.ParseAddress(c.MailFrom); err != nil || a.Address != c.MailFrom {
		fault("CONGVU_MAIL_FROM", "cần một địa chỉ thư, ví dụ congvu@tinh.gov.vn")
	}
	if (c.MailUser == "") != (c.MailPass == "") {
		fault("CONGVU_SMTP_PASSWORD_FILE", "đặt cùng CONGVU_SMTP_USER, hoặc bỏ cả hai")
	}
	if _, err := c.MailPassword(); err != nil {
		fault("CONGVU_SMTP_PASSWORD_FILE", "%v", err)
	}
}

// readMongo reads the address of the database from its file, when one is named.
func (c *Config) readMongo() error {
	if c.MongoIn == "" {
		return nil
	}
	if c.Mongo != "" {
		return errors.New("MONGODB_URI_FILE: đặt tệp này hoặc MONGODB_URI, không đặt cả hai")
	}
	var err error
	if c.Mongo, err = secretIn(c.MongoIn); err != nil {
		return fmt.Errorf("MONGODB_URI_FILE: %w", err)
	}
	return nil
}

// MailPassword reads the password of the mail server from its file; "" when none is set.
func (c Config) MailPassword() (string, error) {
	if c.MailPass == "" {
		return "", nil
	}
	return secretIn(c.MailPass)
}

// secretIn returns what a file holds, without the end of its line.
func secretIn(path string) (string, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return "", errors.New("không đọc được tệp")
	}
	secret := strings.TrimRight(string(raw), "\r\n")
	if secret == "" {
		return "", errors.New("tệp trống")
	}
	return secret, nil
}

// BackupDir returns the folder of the daily copies, absolute; "" when none are made.
func (c Config) BackupDir() (string, error) {
	switch {
	case c.Backups != "":
		return filepath.Abs(c.Backups)
	case c.Mongo == "":
		return filepath.Abs(filepath.Join(c.Data, "backups"))
	}
	return "", nil
}

// loopback reports whether host is this machine to a browser too, which then treats plain http as secure.
func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// Now returns the instant that CONGVU_CLOCK starts at, the zero time when it is not set.
func (c Config) Now() (time.Time, error) {
	if c.Clock == "" {
		return time.Time{}, nil
	}
	return time.Parse(time.RFC3339, c.Clock)
}

// Level returns the log level.
func (c Config) Level() slog.Level {
	var l slog.Level
	if err := l.UnmarshalText([]byte(c.Log)); err != nil {
		return slog.LevelInfo
	}
	return l
}

// defaultOrigins are the addresses under which a browser on this machine reaches addr.
func defaultOrigins(addr string) []string {
	_, port, err := net.SplitHostPort(addr)
	if err != nil {
		return nil
	}
	return []string{"http://127.0.0.1:" + port, "http://localhost:" + port}
}

// Table returns the settings as a Markdown table, for the README.
func Table() string {
	var b strings.Builder
	b.WriteString("| biến | mặc định | ý nghĩa |\n|---|---|---|\n")
	for f := range reflect.TypeFor[Config]().Fields() {
		def := f.Tag.Get("envDefault")
		if def != "" {
			def = "`" + def + "`"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", f.Tag.Get("env"), def, f.Tag.Get("doc"))
	}
	return b.String()
}
