package files

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"time"
)

// Clamd is the virus scanner ClamAV, spoken to by its INSTREAM protocol.
type Clamd struct {
	Address string        // "host:port", or the path of a socket
	Limit   time.Duration // how long one file may take; a minute when 0
}

// clamdPart is how much is sent at once, in bytes.
const clamdPart = 64 << 10

// Scan sends r to the scanner and returns the name of what it has found, "" for nothing.
func (c Clamd) Scan(ctx context.Context, r io.Reader) (string, error) {
	network := "tcp"
	if strings.HasPrefix(c.Address, "/") {
		network = "unix"
	}
	limit := c.Limit
	if limit == 0 {
		limit = time.Minute
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	conn, err := new(net.Dialer).DialContext(ctx, network, c.Address)
	if err != nil {
		return "", fmt.Errorf("reach the virus scanner: %w", err)
	}
	defer conn.Close() //nolint:errcheck // nothing is written any more
	stop := context.AfterFunc(ctx, func() { _ = conn.Close() })
	defer stop()
	w := bufio.NewWriterSize(conn, clamdPart+4)
	if _, err := w.WriteString("zINSTREAM\x00"); err != nil {
		return "", fmt.Errorf("ask the virus scanner: %w", err)
	}
	if err := stream(w, r); err != nil {
		return "", err
	}
	reply, err := bufio.NewReader(conn).ReadString(0)
	if err != nil && !errors.Is(err, io.EOF) {
		return "", fmt.Errorf("hear the virus scanner: %w", err)
	}
	return verdict(reply)
}

// stream sends r in parts, each behind its length, and an empty one at the end.
func stream(w *bufio.Writer, r io.Reader) error {
	part := make([]byte, clamdPart)
	for {
		n, err := io.ReadFull(r, part)
		last := errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
		if err != nil && !last {
			return err
		}
		if n > 0 {
			if err := write(w, part[:n]); err != nil {
				return err
			}
		}
		if last {
			if err := write(w, nil); err != nil {
				return err
			}
			return w.Flush()
		}
	}
}

func write(w *bufio.Writer, part []byte) error {
	var length [4]byte
	binary.BigEndian.PutUint32(length[:], uint32(len(part)))
	if _, err := w.Write(length[:]); err != nil {
		return fmt.Errorf("send to the virus scanner: %w", err)
	}
	if _, err := w.Write(part); err != nil {
		return fmt.Errorf("send to the virus scanner: %w", err)
	}
	return nil
}

// verdict reads "stream: OK", "stream: Eicar-Test-Signature FOUND", or what went wrong.
func verdict(reply string) (string, error) {
	reply = strings.TrimSpace(strings.TrimRight(reply, "\x00"))
	said, ok := strings.CutPrefix(reply, "stream: ")
	if name, found := strings.CutSuffix(said, " FOUND"); ok && found && name != "" {
		return name, nil
	}
	if ok && said == "OK" {
		return "", nil
	}
	return "", fmt.Errorf("the virus scanner could not look: %q", reply)
}
