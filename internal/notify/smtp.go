package notify

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/wneessen/go-mail"
)

// Server says which mail server takes the letters (máy chủ thư).
type Server struct {
	URL      string      // smtps://host:465 (TLS from the first byte) or smtp://host:587 (STARTTLS, required unless loopback)
	User     string      // "" to send without signing in
	Password string      // of User
	From     string      // the address that letters come from
	Name     string      // the name beside it
	TLS      *tls.Config // what certificates are believed; nil for the machine's own
}

// smtpTimeout bounds each step of a conversation, so that the whole of it ends long before hold.
const smtpTimeout = 15 * time.Second

// smtpSender sends over SMTP.
type smtpSender struct {
	host    string
	options []mail.Option
	from    string
	name    string
}

// SMTP returns what sends through a server. The error names what is wrong with its settings, in words for who runs the program.
func SMTP(s Server) (Sender, error) {
	u, err := url.Parse(s.URL)
	if err != nil || u.Hostname() == "" || u.User != nil || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Scheme != "smtp" && u.Scheme != "smtps" {
		return nil, errors.New("cần dạng smtps://máy-chủ:465 hoặc smtp://máy-chủ:587")
	}
	if _, err := Address(s.From); err != nil {
		return nil, errors.New("địa chỉ gửi không phải một địa chỉ thư điện tử")
	}
	port := map[string]int{"smtp": 587, "smtps": 465}[u.Scheme]
	if u.Port() != "" {
		if port, err = strconv.Atoi(u.Port()); err != nil || port < 1 || port > 65535 {
			return nil, errors.New("cổng không hợp lệ")
		}
	}
	opts := []mail.Option{mail.WithPort(port), mail.WithTimeout(smtpTimeout), mail.WithHELO("congvu.localhost")}
	if _, domain, ok := strings.Cut(s.From, "@"); ok {
		opts = append(opts, mail.WithHELO(domain))
	}
	switch {
	case u.Scheme == "smtps":
		opts = append(opts, mail.WithSSL())
	case loopback(u.Hostname()):
		opts = append(opts, mail.WithTLSPolicy(mail.NoTLS)) // nothing leaves the machine
	default:
		opts = append(opts, mail.WithTLSPolicy(mail.TLSMandatory))
	}
	if s.TLS != nil {
		opts = append(opts, mail.WithTLSConfig(s.TLS))
	}
	if s.User != "" {
		opts = append(opts, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(s.User), mail.WithPassword(s.Password))
	}
	return &smtpSender{host: u.Hostname(), options: opts, from: s.From, name: s.Name}, nil
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// Dial opens a conversation with the server and signs in.
func (s *smtpSender) Dial(ctx context.Context) (Line, error) {
	c, err := mail.NewClient(s.host, s.options...)
	if err != nil {
		return nil, fmt.Errorf("mail client: %w", err)
	}
	if err := c.DialWithContext(ctx); err != nil {
		return nil, err
	}
	return &smtpLine{sender: s, client: c}, nil
}

type smtpLine struct {
	sender *smtpSender
	client *mail.Client
}

func (l *smtpLine) Close() { _ = l.client.Close() }

// Send hands one letter over.
func (l *smtpLine) Send(id, to string, text Text) (State, error) {
	m := mail.NewMsg(mail.WithCharset(mail.CharsetUTF8))
	_, domain, _ := strings.Cut(l.sender.from, "@")
	if !line(text.Subject) {
		return Failed, ErrLetter
	}
	if err := errors.Join(m.FromFormat(l.sender.name, l.sender.from), m.To(to)); err != nil {
		return Failed, err
	}
	m.Subject(text.Subject)
	m.SetMessageIDWithValue(id + "@" + domain)
	m.SetDate()
	m.SetGenHeader("Auto-Submitted", "auto-generated") // nobody's absence note answers
	m.SetBodyString(mail.TypeTextPlain, text.Body)
	err := l.client.Send(m)
	return outcome(err, m.IsDelivered()), err
}

// outcome says what an error of the conversation means for the letter.
func outcome(err error, taken bool) State {
	var e *mail.SendError
	switch {
	case err == nil || taken:
		return Sent // when tidying up after it went wrong, it is sent all the same
	case !errors.As(err, &e):
		return Waiting // the line broke before the letter began
	case e.Reason == mail.ErrSMTPDataClose && e.ErrorCode() == 0:
		return Unknown // the whole text is there, the answer is not
	case e.ErrorCode() >= 500:
		return Failed
	}
	return Waiting
}
