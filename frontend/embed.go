// Package frontend holds the built web app, so that the binary serves it without files beside it.
package frontend

import (
	"embed"
	"io/fs"
)

// dist is written by `npm run build`; before the first build it holds only .gitkeep, so Go always compiles.
//
//go:embed all:dist
var dist embed.FS

// FS returns the built files with index.html at its root. Before the first build it holds no index.html.
func FS() fs.FS {
	sub, err := fs.Sub(dist, "dist")
	if err != nil {
		panic("frontend: " + err.Error()) // the folder is embedded above, so this cannot happen
	}
	return sub
}
