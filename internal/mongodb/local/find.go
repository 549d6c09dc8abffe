package local

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"congvu/internal/errs"
)

// ErrNoProgram says that no MongoDB server could be found; its sentence says what to install.
var ErrNoProgram = errs.New(errs.Unavailable, "local.no_program", "no mongod found: not in $MONGOD, PATH or .cache/mongod")

// Program is a MongoDB server that can be started.
type Program struct {
	Path string // of the executable
	From string // where it was found: "$MONGOD", "PATH" or ".cache"
}

// Find looks for a server: $MONGOD, then PATH, then .cache/mongod/<version>/mongod (newest version first) in
// $CONGVU_CACHE, or in the working folder or the nearest one above it that has a .cache. ErrNoProgram when there is
// none, also when $MONGOD names none: what was asked for is not silently replaced.
func Find() (Program, error) {
	if path := os.Getenv("MONGOD"); path != "" {
		if !executable(path) {
			return Program{}, ErrNoProgram
		}
		return Program{Path: path, From: "$MONGOD"}, nil
	}
	if path, err := exec.LookPath("mongod"); err == nil {
		return Program{Path: path, From: "PATH"}, nil
	}
	for _, cache := range caches() {
		if path, ok := newest(cache); ok {
			return Program{Path: path, From: ".cache"}, nil
		}
	}
	return Program{}, ErrNoProgram
}

// caches returns the cache folders to look in, the nearest first: a test runs in its package's folder, far below .cache.
func caches() []string {
	if dir := os.Getenv("CONGVU_CACHE"); dir != "" {
		return []string{dir}
	}
	dir, err := os.Getwd()
	if err != nil {
		return nil
	}
	var found []string
	for {
		found = append(found, filepath.Join(dir, ".cache"))
		up := filepath.Dir(dir)
		if up == dir {
			return found
		}
		dir = up
	}
}

// newest returns the server of the highest version in a cache folder.
func newest(cache string) (string, bool) {
	paths, err := filepath.Glob(filepath.Join(cache, "mongod", "*", "mongod"))
	if err != nil {
		return "", false
	}
	paths = slices.DeleteFunc(paths, func(p string) bool { return !executable(p) })
	if len(paths) == 0 {
		return "", false
	}
	return slices.MaxFunc(paths, func(a, b string) int { return slices.Compare(version(a), version(b)) }), true
}

// version reads the numbers of the folder that a server lies in: 6.0.5 → 6, 0, 5.
func version(path string) []int {
	var v []int
	for _, part := range strings.Split(filepath.Base(filepath.Dir(path)), ".") {
		n, err := strconv.Atoi(part)
		if err != nil {
			return v
		}
		v = append(v, n)
	}
	return v
}

func executable(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular() && info.Mode().Perm()&0o111 != 0
}
