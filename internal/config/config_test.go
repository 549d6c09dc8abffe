package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestREADMETable keeps the README's table of settings equal to the struct.
func TestREADMETable(t *testing.T) {
	raw, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(raw), "<!-- settings:begin, ghi từ internal/config; một kiểm tra so hai bên -->\n")
	table, _, end := strings.Cut(rest, "<!-- settings:end -->")
	if !ok || !end {
		t.Fatal("README.md has no settings section")
	}
	if want := Table(); table != want {
		t.Errorf("README.md is stale; its settings table must be:\n%s", want)
	}
}

func TestLoadReportsEveryFault(t *testing.T) {
	t.Setenv("CONGVU_ADDR", "nowhere")
	t.Setenv("CONGVU_OPS_ADDR", "0.0.0.0:9")
	t.Setenv("MONGODB_URI", "http://x")
	t.Setenv("CONGVU_ORIGINS", "https://a.vn,ftp://b")
	t.Setenv("CONGVU_TRUSTED_PROXIES", "10.0.0.0/8,everyone")
	t.Setenv("CONGVU_CLOCK", "yesterday")
	t.Setenv("CONGVU_LOG", "loud")
	_, err := Load()
	if err == nil {
		t.Fatal("Load accepted faulty settings")
	}
	for _, name := range []string{
		"CONGVU_ADDR", "CONGVU_OPS_ADDR", "MONGODB_URI", "CONGVU_ORIGINS", "CONGVU_TRUSTED_PROXIES", "CONGVU_CLOCK", "CONGVU_LOG",
	} {
		if !strings.Contains(err.Error(), name) {
			t.Errorf("the error does not name %s: %v", name, err)
		}
	}
}

func TestLoadDefaults(t *testing.T) {
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	if c.Addr != "127.0.0.1:8080" || len(c.Origins) != 2 || c.Origins[0] != "http://127.0.0.1:8080" {
		t.Errorf("defaults: %+v", c)
	}
}

// TestOrigins: over plain http a browser keeps no sign-in cookie, so nothing but this machine may be reached by it.
func TestOrigins(t *testing.T) {
	for origin, want := range map[string]string{
		"https://congvu.example.vn":      "",
		"https://congvu.example.vn:8443": "",
		"http://localhost:8080":          "",
		"http://127.0.0.1:8080":          "",
		"http://127.8.8.8":               "",
		"http://[::1]:8080":              "",
		"http://congvu.example.vn":       "cookie",
		"http://10.0.0.5:8080":           "cookie",
		"http://192.168.1.2":             "cookie",
		"http://localhost.example.vn":    "cookie",
		"http://0.0.0.0:8080":            "cookie",
		"https://congvu.example.vn/":     "dạng",
		"congvu.example.vn":              "dạng",
		"ws://congvu.example.vn":         "dạng",
	} {
		t.Setenv("CONGVU_ORIGINS", "https://a.vn,"+origin)
		_, err := Load()
		if (err == nil) != (want == "") || err != nil && (!strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), origin)) {
			t.Errorf("%s: %v", origin, err)
		}
	}
}

// TestMail: a mail server is named whole and its secret lies in a file, or there is none.
func TestMail(t *testing.T) {
	secret := filepath.Join(t.TempDir(), "secret")
	empty := filepath.Join(t.TempDir(), "empty")
	for path, text := range map[string]string{secret: "mật khẩu\n", empty: "\n"} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for name, tc := range map[string]struct{ smtp, from, user, file, fault string }{
		"none":                    {},
		"whole":                   {"smtps://mail.example.vn", "congvu@example.vn", "congvu", secret, ""},
		"without a user":          {"smtp://mail.example.vn:25", "congvu@example.vn", "", "", ""},
		"without a sender":        {"smtp://mail.example.vn", "", "", "", "CONGVU_MAIL_FROM"},
		"a sender of two lines":   {"smtp://mail.example.vn", "a@b.vn\r\nBcc: c@d.vn", "", "", "CONGVU_MAIL_FROM"},
		"a sender alone":          {"", "congvu@example.vn", "", "", "CONGVU_MAIL_FROM"},
		"another scheme":          {"http://mail.example.vn", "congvu@example.vn", "", "", "CONGVU_SMTP"},
		"a secret in the address": {"smtp://u:p@mail.example.vn", "congvu@example.vn", "", "", "CONGVU_SMTP"},
		"a user without a secret": {"smtp://mail.example.vn", "congvu@example.vn", "congvu", "", "CONGVU_SMTP_PASSWORD_FILE"},
		"no such file":            {"smtp://mail.example.vn", "congvu@example.vn", "congvu", secret + "x", "CONGVU_SMTP_PASSWORD_FILE"},
		"an empty file":           {"smtp://mail.example.vn", "congvu@example.vn", "congvu", empty, "CONGVU_SMTP_PASSWORD_FILE"},
	} {
		for key, value := range map[string]string{"CONGVU_SMTP": tc.smtp, "CONGVU_MAIL_FROM": tc.from, "CONGVU_SMTP_USER": tc.user, "CONGVU_SMTP_PASSWORD_FILE": tc.file} {
			t.Setenv(key, value)
		}
		c, err := Load()
		if (err == nil) != (tc.fault == "") || err != nil && !strings.Contains(err.Error(), tc.fault+":") {
			t.Errorf("%s: %v", name, err)
		}
		if password, _ := c.MailPassword(); name == "whole" && password != "mật khẩu" {
			t.Errorf("the secret is %q", password)
		}
	}
}

// TestMongoFromFile: the address of the database may lie in a file, whose faults are said like those of a variable.
func TestMongoFromFile(t *testing.T) {
	file := func(content string) string {
		path := filepath.Join(t.TempDir(), "uri")
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	good := "mongodb://congvu:x@a,b,c/?replicaSet=rs0"
	for name, tc := range map[string]struct {
		uri, file, fault string
	}{
		"a file":     {"", file(good + "\n"), ""},
		"both":       {good, file(good), "MONGODB_URI_FILE"},
		"no file":    {"", filepath.Join(t.TempDir(), "none"), "MONGODB_URI_FILE"},
		"an empty":   {"", file("\n"), "MONGODB_URI_FILE"},
		"no address": {"", file("localhost:27017"), "MONGODB_URI"},
	} {
		t.Setenv("MONGODB_URI", tc.uri)
		t.Setenv("MONGODB_URI_FILE", tc.file)
		c, err := Load()
		switch {
		case tc.fault == "" && (err != nil || c.Mongo != good):
			t.Errorf("%s: %q, %v", name, c.Mongo, err)
		case tc.fault != "" && (err == nil || !strings.Contains(err.Error(), tc.fault+":")):
			t.Errorf("%s: %v", name, err)
		}
	}
}
