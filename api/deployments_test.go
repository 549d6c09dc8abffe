package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"congvu/internal/config"
)

// samples are the files of deployments/ that somebody installs, by path, with their content.
func samples(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir("../deployments", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			switch d.Name() {
			case "scripts", "mutants", "screenshots", "secrets":
				return filepath.SkipDir
			}
			return nil
		}
		raw, err := os.ReadFile(path)
		all[strings.TrimPrefix(path, "../deployments/")] = string(raw)
		return err
	})
	if err != nil || len(all) < 10 {
		t.Fatalf("%d samples, %v", len(all), err)
	}
	return all
}

// TestSamplesNameSettings: a setting that a sample names is one of the program's; one that was renamed would be left out without
// a word.
func TestSamplesNameSettings(t *testing.T) {
	t.Parallel()
	table := config.Table()
	name := regexp.MustCompile(`\b(CONGVU_[A-Z_]+|MONGODB_URI(_FILE)?)\b`)
	named := 0
	for path, text := range samples(t) {
		for _, found := range name.FindAllString(text, -1) {
			named++
			if !strings.Contains(table, "`"+found+"`") {
				t.Errorf("%s names %s, which is no setting", path, found)
			}
		}
	}
	if named < 20 {
		t.Errorf("only %d settings are named", named)
	}
}

// TestSamplesHoldBack: nothing that is run for good runs as root, may gain rights or carries a password.
func TestSamplesHoldBack(t *testing.T) {
	t.Parallel()
	all := samples(t)
	for path, wants := range map[string][]string{
		"Dockerfile":                    {"FROM scratch", "USER 65532:65532", `"/congvu", "ready"`},
		"compose.cluster.yaml":          {"MONGODB_URI_FILE: /run/secrets/mongodb-uri", "read_only: true", "cap_drop: [ALL]", "no-new-privileges:true", "internal: true"},
		"systemd/congvu.service":        {"DynamicUser=yes", "NoNewPrivileges=yes", "ProtectSystem=strict", "CapabilityBoundingSet=\n", "LoadCredential=mongodb-uri:", "SystemCallFilter=@system-service"},
		"systemd/congvu-backup.service": {"DynamicUser=yes", "NoNewPrivileges=yes", "ProtectSystem=strict", "CapabilityBoundingSet=\n", "LoadCredential=mongodb-uri:"},
	} {
		for _, want := range wants {
			if !strings.Contains(all[path], want) {
				t.Errorf("%s lacks %q", path, want)
			}
		}
	}
	for _, path := range []string{"nginx.conf", "nginx.cluster.conf"} { // sockets, and who really calls
		for _, want := range []string{"location = /api/v1/ws", "Upgrade $http_upgrade", "X-Forwarded-For $remote_addr", "proxy_read_timeout 90s"} {
			if !strings.Contains(all[path], want) {
				t.Errorf("%s lacks %q", path, want)
			}
		}
	}
	password := regexp.MustCompile(`mongodb(\+srv)?://[^:/\s]+:[^@$%\s]+@`)
	for path, text := range all {
		if found := password.FindString(text); found != "" {
			t.Errorf("%s carries a password: %s", path, found)
		}
	}
}
