package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"time"

	"congvu/internal/config"
)

// runReady asks the node on this machine whether it takes requests: for a container, which has no other program to ask with.
func runReady(args []string, _ io.Reader, out, errOut io.Writer) int {
	if len(args) > 0 {
		fmt.Fprint(errOut, "congvu ready không có tham số.\n")
		return 2
	}
	return onSettings(errOut, func(ctx context.Context, cfg config.Config) error {
		ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
		defer cancel()
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+cfg.OpsAddr+"/readyz", http.NoBody)
		if err != nil {
			return err
		}
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			return err
		}
		defer func() { _ = res.Body.Close() }()
		if res.StatusCode != http.StatusOK {
			return fmt.Errorf("/readyz: %s", res.Status)
		}
		_, err = fmt.Fprintln(out, "sẵn sàng")
		return err
	})
}
