package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"mime"
	"path"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/gofiber/fiber/v2"
)

// asset is one file of the web app, compressed once at start: the app is small and lines to communes are weak.
type asset struct {
	mediaType    string
	etag         string
	immutable    bool // its name carries a hash of its content
	raw, gz, brs []byte
}

// webApp serves the built web app. Every path without a file is index.html: the app routes by itself.
func webApp(files fs.FS) (fiber.Handler, error) {
	assets := map[string]asset{}
	c, err := newCompressor()
	if err != nil {
		return nil, err
	}
	err = fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		hidden := strings.HasPrefix(d.Name(), ".") && name != "." // such as the build's own notes in .vite
		switch {
		case err != nil:
			return err
		case hidden && d.IsDir():
			return fs.SkipDir
		case hidden || d.IsDir():
			return nil
		}
		raw, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		assets["/"+name], err = c.asset(name, raw)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read web app: %w", err)
	}
	index, built := assets["/index.html"]
	return func(c *fiber.Ctx) error {
		if m := c.Method(); m != fiber.MethodGet && m != fiber.MethodHead {
			c.Set(fiber.HeaderAllow, "GET, HEAD")
			return fiber.ErrMethodNotAllowed
		}
		a, ok := assets[c.Path()]
		switch {
		case ok:
		case path.Ext(c.Path()) != "" || strings.HasPrefix(c.Path(), "/api/"):
			return fiber.ErrNotFound
		case !built:
			return c.Status(fiber.StatusServiceUnavailable).SendString("Giao diện chưa được dựng: chạy `make build`.\n")
		default:
			a = index
		}
		return a.send(c)
	}, nil
}

// compressor makes assets. Its writers are used for one file after the other: a new one takes some 16 MiB for each.
type compressor struct {
	gz *gzip.Writer
	br *brotli.Writer
}

func newCompressor() (compressor, error) {
	gz, err := gzip.NewWriterLevel(io.Discard, gzip.BestCompression)
	return compressor{gz: gz, br: brotli.NewWriterLevel(io.Discard, 9)}, err
}

// mediaType returns the type of a file by its name. That of a web app's manifest is not known on every machine.
func mediaType(name string) string {
	if path.Ext(name) == ".webmanifest" {
		return "application/manifest+json"
	}
	return mime.TypeByExtension(path.Ext(name))
}

// asset returns a file with its compressed forms.
func (c compressor) asset(name string, raw []byte) (asset, error) {
	sum := sha256.Sum256(raw)
	a := asset{
		mediaType: mediaType(name),
		etag:      `"` + hex.EncodeToString(sum[:12]) + `"`,
		immutable: strings.HasPrefix(name, "assets/"),
		raw:       raw,
	}
	if ext := path.Ext(name); ext == ".woff2" || ext == ".png" || len(raw) < 1024 {
		return a, nil // compressed already, or not worth it
	}
	var err error
	if a.gz, err = compressed(c.gz, raw); err != nil {
		return a, err
	}
	a.brs, err = compressed(c.br, raw)
	return a, err
}

// compressed returns what w makes of raw.
func compressed(w interface {
	io.WriteCloser
	Reset(io.Writer)
}, raw []byte) ([]byte, error) {
	var out bytes.Buffer
	w.Reset(&out)
	if _, err := w.Write(raw); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return bytes.Clone(out.Bytes()), nil // without the room it had to grow
}

func (a asset) send(c *fiber.Ctx) error {
	c.Set(fiber.HeaderETag, a.etag)
	c.Set(fiber.HeaderContentType, a.mediaType)
	c.Vary(fiber.HeaderAcceptEncoding)
	if a.immutable {
		c.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable")
	} else {
		c.Set(fiber.HeaderCacheControl, "no-cache")
	}
	if c.Get(fiber.HeaderIfNoneMatch) == a.etag {
		return c.SendStatus(fiber.StatusNotModified)
	}
	body := a.raw
	if a.gz != nil && c.Get(fiber.HeaderAcceptEncoding) != "" { // without the header Fiber takes anything for accepted
		switch { // the smallest first, whatever order the browser names them in
		case c.AcceptsEncodings("br") != "":
			body = a.brs
			c.Set(fiber.HeaderContentEncoding, "br")
		case c.AcceptsEncodings("gzip") != "":
			body = a.gz
			c.Set(fiber.HeaderContentEncoding, "gzip")
		}
	}
	return c.Send(body)
}
