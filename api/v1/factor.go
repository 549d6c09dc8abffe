package v1

import (
	"bytes"
	"context"
	"encoding/base64"
	"image/png"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/pquerna/otp"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/factor"
)

func (s *Server) registerFactors(api huma.API) {
	before := func() map[string]any { return map[string]any{callersKey: callers{signedIn: true, unenrolled: true}} }
	huma.Register(api, op("me-factor", http.MethodGet, "/me/second-factor", "Xác thực hai lớp của tôi", before()), s.myFactor)
	huma.Register(api, op("me-factor-begin", http.MethodPost, "/me/second-factor", "Bắt đầu cài đặt ứng dụng xác thực; khóa chỉ hiện lần này", before(), 409, 422, 429, 503), s.beginFactor)
	huma.Register(api, op("me-factor-confirm", http.MethodPost, "/me/second-factor/confirm", "Bật xác thực hai lớp bằng mã đầu tiên; mã dự phòng chỉ hiện lần này", before(), 409, 422), s.confirmFactor)
	huma.Register(api, op("me-factor-renew", http.MethodPost, "/me/second-factor/recovery", "Cấp lại mã dự phòng; chỉ hiện lần này", signedIn(), 409, 422, 429, 503), s.renewFactor)
	off := op("me-factor-off", http.MethodPost, "/me/second-factor/off", "Tắt xác thực hai lớp", signedIn(), 409, 422, 429, 503)
	off.DefaultStatus = http.StatusNoContent
	huma.Register(api, off, s.factorOff)
	reset := op("account-factor-reset", http.MethodPost, "/accounts/{id}/second-factor/reset", "Gỡ xác thực hai lớp cho người mất điện thoại", roles(access.Admin), 403, 404, 409, 422, 429, 503)
	reset.DefaultStatus = http.StatusNoContent
	huma.Register(api, reset, s.resetFactor)
	huma.Register(api, op("factor-policy", http.MethodGet, "/accounts/second-factor", "Vai trò nào bắt buộc xác thực hai lớp", roles(access.Admin), 403), s.factorPolicy)
	huma.Register(api, op("factor-policy-set", http.MethodPut, "/accounts/second-factor", "Bắt buộc xác thực hai lớp theo vai trò", roles(access.Admin), 403, 409, 422, 429, 503), s.setFactorPolicy)
}

// MyFactor is somebody's own second factor.
type MyFactor struct {
	On       bool       `json:"on" doc:"Đang bật"`
	Since    *time.Time `json:"since,omitempty" doc:"Bật từ lúc"`
	Recovery int        `json:"recovery" doc:"Số mã dự phòng còn lại"`
	Required bool       `json:"required" doc:"Cơ quan bắt buộc với vai trò của tôi"`
}

// myFactor serves GET /api/v1/me/second-factor.
func (s *Server) myFactor(ctx context.Context, _ *struct{}) (*reply[MyFactor], error) {
	st, err := s.Factors.Status(ctx, actorOf(ctx))
	if err != nil {
		return nil, err
	}
	out := MyFactor{On: st.On, Recovery: st.Recovery, Required: st.Required}
	if st.On {
		out.Since = &st.Since
	}
	return replyWith(out), nil
}

// PasswordAgain is the password typed once more, before what an open screen must not allow to whoever sits down at it.
type PasswordAgain struct {
	Password string `json:"password" minLength:"1" maxLength:"1024" doc:"Mật khẩu hiện tại"`
}

// FactorSetup is what an app is set up with.
type FactorSetup struct {
	Secret  string `json:"secret" doc:"Khóa, để gõ vào ứng dụng khi không quét được"`
	Address string `json:"address" doc:"Nội dung của mã QR"`
	Image   string `json:"image" doc:"Mã QR, ảnh PNG dạng data:"`
}

// qrPixels is the width of the QR code's picture.
const qrPixels = 240

// beginFactor serves POST /api/v1/me/second-factor.
func (s *Server) beginFactor(ctx context.Context, in *struct{ Body PasswordAgain }) (*reply[FactorSetup], error) {
	a := actorOf(ctx)
	if err := s.Sessions.Reauthenticate(ctx, a, in.Body.Password, addressOf(ctx)); err != nil {
		return nil, err
	}
	p, err := s.Identity.Person(ctx, a.Agency, a.ID)
	if err != nil {
		return nil, err
	}
	begun, err := s.Factors.Begin(ctx, a, "Công Vụ", p.StaffNo)
	if err != nil {
		return nil, err
	}
	image, err := qrCode(begun.Address)
	if err != nil {
		return nil, err
	}
	return replyWith(FactorSetup{begun.Secret, begun.Address, image}), nil
}

// qrCode draws an otpauth URI as a data: URL.
func qrCode(address string) (string, error) {
	key, err := otp.NewKeyFromURL(address)
	if err != nil {
		return "", err
	}
	image, err := key.Image(qrPixels, qrPixels)
	if err != nil {
		return "", err
	}
	var b bytes.Buffer
	if err := png.Encode(&b, image); err != nil {
		return "", err
	}
	return "data:image/png;base64," + base64.StdEncoding.EncodeToString(b.Bytes()), nil
}

// RecoveryCodes are codes that are good once each, for the day on which the phone is lost.
type RecoveryCodes struct {
	Codes []string `json:"codes" doc:"Mã dự phòng, mỗi mã dùng một lần"`
}

// confirmFactor serves POST /api/v1/me/second-factor/confirm.
func (s *Server) confirmFactor(ctx context.Context, in *struct {
	Body struct {
		Factor string `json:"factor" minLength:"1" maxLength:"20" doc:"Mã 6 số trên ứng dụng"`
	}
}) (*reply[RecoveryCodes], error) {
	codes, err := s.Factors.Confirm(ctx, actorOf(ctx), in.Body.Factor)
	if err != nil {
		return nil, err
	}
	return replyWith(RecoveryCodes{codes}), nil
}

// renewFactor serves POST /api/v1/me/second-factor/recovery.
func (s *Server) renewFactor(ctx context.Context, in *struct{ Body PasswordAgain }) (*reply[RecoveryCodes], error) {
	a := actorOf(ctx)
	if err := s.Sessions.Reauthenticate(ctx, a, in.Body.Password, addressOf(ctx)); err != nil {
		return nil, err
	}
	codes, err := s.Factors.Renew(ctx, a)
	if err != nil {
		return nil, err
	}
	return replyWith(RecoveryCodes{codes}), nil
}

// factorOff serves POST /api/v1/me/second-factor/off.
func (s *Server) factorOff(ctx context.Context, in *struct {
	Body struct {
		PasswordAgain
		Factor string `json:"factor" minLength:"1" maxLength:"20" doc:"Mã 6 số trên ứng dụng, hoặc một mã dự phòng"`
	}
}) (*struct{}, error) {
	a := actorOf(ctx)
	if err := s.Sessions.Reauthenticate(ctx, a, in.Body.Password, addressOf(ctx)); err != nil {
		return nil, err
	}
	return nil, s.Factors.TurnOff(ctx, a, in.Body.Factor)
}

// resetFactor serves POST /api/v1/accounts/{id}/second-factor/reset: to administrators over the person's unit. Every session of the
// person ends with it.
func (s *Server) resetFactor(ctx context.Context, in *struct {
	ID   string `path:"id" maxLength:"26" doc:"Mã người"`
	Body struct {
		PasswordAgain
		Reason string `json:"reason" minLength:"10" maxLength:"500" doc:"Lý do, ghi vào nhật ký hệ thống"`
	}
}) (*struct{}, error) {
	a := actorOf(ctx)
	if a.Is(in.ID) {
		return nil, errs.ErrForbidden
	}
	if err := s.Sessions.Administers(ctx, a, in.ID); err != nil {
		return nil, err
	}
	if err := s.Sessions.Reauthenticate(ctx, a, in.Body.Password, addressOf(ctx)); err != nil {
		return nil, err
	}
	if err := s.Factors.Reset(ctx, a, in.ID, in.Body.Reason); err != nil {
		return nil, err
	}
	return nil, s.Sessions.EndAllOf(ctx, a, in.ID)
}

// FactorPolicy says of which roles the agency requires the second factor.
type FactorPolicy struct {
	Roles   []access.Role `json:"roles" doc:"Vai trò bắt buộc; rỗng là không bắt buộc ai"`
	By      *PersonRef    `json:"by,omitempty" doc:"Ai đặt"`
	At      *time.Time    `json:"at,omitempty" doc:"Lúc đặt"`
	Version int64         `json:"version" doc:"Phiên bản; 0 khi chưa ai đặt"`
}

// factorPolicy serves GET /api/v1/accounts/second-factor: to administrators of the whole agency.
func (s *Server) factorPolicy(ctx context.Context, _ *struct{}) (*reply[FactorPolicy], error) {
	p, err := s.Factors.Policy(ctx, actorOf(ctx))
	if err != nil {
		return nil, err
	}
	return s.factorPolicyReply(ctx, p)
}

// setFactorPolicy serves PUT /api/v1/accounts/second-factor.
func (s *Server) setFactorPolicy(ctx context.Context, in *struct {
	Body struct {
		PasswordAgain
		Roles   []access.Role `json:"roles" maxItems:"20" doc:"Vai trò bắt buộc"`
		Version int64         `json:"version" minimum:"0" doc:"Phiên bản đang xem"`
	}
}) (*reply[FactorPolicy], error) {
	a := actorOf(ctx)
	if !factor.CanSet(a) {
		return nil, errs.ErrForbidden
	}
	if err := s.Sessions.Reauthenticate(ctx, a, in.Body.Password, addressOf(ctx)); err != nil {
		return nil, err
	}
	p, err := s.Factors.SetPolicy(ctx, a, in.Body.Version, in.Body.Roles)
	if stored, ok := errs.As(err).Current.(factor.Policy); err != nil && ok {
		shown, failed := s.factorPolicyReply(ctx, stored)
		if failed != nil {
			return nil, failed
		}
		return nil, errs.As(err).Having(shown.Body)
	}
	if err != nil {
		return nil, err
	}
	return s.factorPolicyReply(ctx, p)
}

func (s *Server) factorPolicyReply(ctx context.Context, p factor.Policy) (*reply[FactorPolicy], error) {
	out := FactorPolicy{Roles: p.Roles, Version: p.Version}
	if out.Roles == nil {
		out.Roles = []access.Role{}
	}
	if p.Version > 0 {
		n, err := s.namesOf(ctx, p.Agency, []string{p.By})
		if err != nil {
			return nil, err
		}
		by := n.person(p.By)
		out.By, out.At = &by, &p.At
	}
	return replyWith(out), nil
}
