package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
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
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), ".") {
			return err
		}
		raw, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		assets["/"+name], err = newAsset(name, raw)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read web app: %w", err)
	}
	index, built := assets["/index.html"]
	return func(c *fiber.Ctx) error {
		if m := c.Method(); m != fiber.MethodGet && m != fiber.MethodHead {
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

func newAsset(name string, raw []byte) (asset, error) {
	sum := sha256.Sum256(raw)
	a := asset{
		mediaType: mime.TypeByExtension(path.Ext(name)),
		etag:      `"` + hex.EncodeToString(sum[:12]) + `"`,
		immutable: strings.HasPrefix(name, "assets/"),
		raw:       raw,
	}
	if path.Ext(name) == ".woff2" || len(raw) < 1024 {
		return a, nil // compressed already, or not worth it
	}
	var gz, br bytes.Buffer
	zw, err := gzip.NewWriterLevel(&gz, gzip.BestCompression)
	if err != nil {
		return a, err
	}
	bw := brotli.NewWriterLevel(&br, 9)
	if _, err := zw.Write(raw); err != nil {
		return a, err
	}
	if _, err := bw.Write(raw); err != nil {
		return a, err
	}
	if err := zw.Close(); err != nil {
		return a, err
	}
	if err := bw.Close(); err != nil {
		return a, err
	}
	a.gz, a.brs = gz.Bytes(), br.Bytes()
	return a, nil
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
	if a.gz != nil {
		switch c.AcceptsEncodings("br", "gzip") {
		case "br":
			body = a.brs
			c.Set(fiber.HeaderContentEncoding, "br")
		case "gzip":
			body = a.gz
			c.Set(fiber.HeaderContentEncoding, "gzip")
		}
	}
	return c.Send(body)
}
