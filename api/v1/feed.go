package v1

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"congvu/internal/errs"
)

func (s *Server) registerFeeds(api huma.API) {
	huma.Register(api, op("me-feed", http.MethodGet, "/me/feed", "Địa chỉ lịch hạn việc (iCal) của tôi, không kèm phần bí mật", signedIn()), s.myFeed)
	huma.Register(api, op("me-feed-make", http.MethodPost, "/me/feed", "Lập địa chỉ lịch mới, chỉ hiện trong trả lời này; địa chỉ cũ hết dùng được", signedIn()), s.makeFeed)
	end := op("me-feed-end", http.MethodDelete, "/me/feed", "Thu hồi địa chỉ lịch của tôi", signedIn())
	end.DefaultStatus = http.StatusNoContent
	huma.Register(api, end, s.endFeed)
	huma.Register(api, op("feed-read", http.MethodGet, "/feed/{token}", "Lịch hạn việc, dạng iCalendar, cho chương trình lịch có địa chỉ bí mật",
		public(), 404, 422, 429), s.readFeed)
}

// CalendarFeed is the address under which a calendar program reads one's deadlines.
type CalendarFeed struct {
	Set    bool       `json:"set" doc:"Đang có địa chỉ"`
	MadeAt *time.Time `json:"madeAt,omitempty" doc:"Lúc lập"`
	UsedAt *time.Time `json:"usedAt,omitempty" doc:"Lần đọc gần nhất, theo giờ"`
	URL    string     `json:"url,omitempty" doc:"Địa chỉ đầy đủ; chỉ có khi vừa lập"`
}

// myFeed serves GET /api/v1/me/feed.
func (s *Server) myFeed(ctx context.Context, _ *struct{}) (*reply[CalendarFeed], error) {
	f, err := s.Feeds.Of(ctx, actorOf(ctx))
	if errors.Is(err, errs.ErrNotFound) {
		return replyWith(CalendarFeed{}), nil
	}
	if err != nil {
		return nil, err
	}
	out := CalendarFeed{Set: true, MadeAt: &f.Made}
	if !f.Used.IsZero() {
		out.UsedAt = &f.Used
	}
	return replyWith(out), nil
}

// makeFeed serves POST /api/v1/me/feed.
func (s *Server) makeFeed(ctx context.Context, _ *struct{}) (*reply[CalendarFeed], error) {
	token, f, err := s.Feeds.Make(ctx, actorOf(ctx))
	if err != nil {
		return nil, err
	}
	return replyWith(CalendarFeed{Set: true, MadeAt: &f.Made, URL: s.address() + Prefix + "/feed/" + token + feedEnding}), nil
}

// endFeed serves DELETE /api/v1/me/feed.
func (s *Server) endFeed(ctx context.Context, _ *struct{}) (*struct{}, error) {
	return nil, s.Feeds.End(ctx, actorOf(ctx))
}

// feedEnding ends the address: some programs go by it.
const feedEnding = ".ics"

// address is where people open the product.
func (s *Server) address() string {
	if len(s.Origins) == 0 {
		return ""
	}
	return s.Origins[0]
}

// readFeed serves GET /api/v1/feed/{token}: whoever has the address reads, so a cache keeps nothing of it.
func (s *Server) readFeed(ctx context.Context, in *struct {
	Token string `path:"token" maxLength:"100" doc:"Phần bí mật của địa chỉ"`
}) (*huma.StreamResponse, error) {
	raw, err := s.Feeds.Read(ctx, strings.TrimSuffix(in.Token, feedEnding), addressOf(ctx), s.address())
	if err != nil {
		return nil, err
	}
	return &huma.StreamResponse{Body: func(c huma.Context) {
		c.SetHeader("Content-Type", "text/calendar; charset=utf-8")
		c.SetHeader("Content-Disposition", disposition("congvu.ics"))
		c.SetHeader("Cache-Control", "private, no-store")
		_, _ = c.BodyWriter().Write(raw)
	}}, nil
}
