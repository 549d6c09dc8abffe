package v1

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"congvu/internal/access"
	"congvu/internal/grading"
	"congvu/internal/override"
	"congvu/pkg/vncal"
)

func (s *Server) registerOverrides(api huma.API) {
	huma.Register(api, created(op("override-record", http.MethodPost, "/evaluations/people/{id}/{period}/overrides",
		"Ghi trường hợp xếp loại không hoàn thành nhiệm vụ", roles(access.HR, access.Head), 403, 404, 409, 422)), s.overrideRecord)
	huma.Register(api, op("override-withdraw", http.MethodPost, "/evaluations/overrides/{id}/withdraw",
		"Rút trường hợp đã ghi", roles(access.HR, access.Head), 403, 404, 409, 422), s.overrideWithdraw)
}

// Override is a concluded fact that makes the grade khong_hoan_thanh whatever the score.
type Override struct {
	ID        string              `json:"id" doc:"Mã"`
	Version   int64               `json:"version" doc:"Phiên bản"`
	Kind      string              `json:"kind" doc:"Mã trường hợp"`
	Name      string              `json:"name" doc:"Trường hợp, theo chính sách"`
	Basis     string              `json:"basis,omitempty" doc:"Điều khoản"`
	Document  string              `json:"document" doc:"Số, ký hiệu văn bản kết luận"`
	Date      string              `json:"date" doc:"Ngày của văn bản"`
	By        PersonRef           `json:"by" doc:"Ai ghi"`
	At        time.Time           `json:"at" doc:"Lúc ghi"`
	Withdrawn *OverrideWithdrawal `json:"withdrawn,omitempty" doc:"Đã rút: ai, lúc nào, vì sao"`
	Withdraw  bool                `json:"withdraw" doc:"Tôi rút được"`
}

// OverrideWithdrawal says who took a record back and why.
type OverrideWithdrawal struct {
	By     PersonRef `json:"by" doc:"Ai rút"`
	At     time.Time `json:"at" doc:"Lúc rút"`
	Reason string    `json:"reason" doc:"Lý do"`
}

// OverrideKind is a case that the policy knows.
type OverrideKind struct {
	Kind     string `json:"kind" doc:"Mã trường hợp"`
	Name     string `json:"name" doc:"Trường hợp"`
	Basis    string `json:"basis,omitempty" doc:"Điều khoản"`
	SameYear bool   `json:"sameYear" doc:"Văn bản phải ban hành trong năm đánh giá"`
}

// overrides gives records their shape; may: the reader may withdraw them.
func overrides(all []override.Record, p grading.Policy, n names, may bool) []Override {
	out := make([]Override, 0, len(all))
	for _, r := range all {
		x := Override{
			ID: r.ID, Version: r.Version, Kind: r.Kind, Document: r.Document, Date: string(r.Date), By: n.person(r.By), At: r.At,
			Withdraw: may && r.Active,
		}
		if i := slices.IndexFunc(p.Overrides, func(rule grading.OverrideRule) bool { return rule.Kind == r.Kind }); i >= 0 {
			x.Name, x.Basis = p.Overrides[i].Name, p.Overrides[i].Basis
		}
		if w := r.Withdrawn; w != nil {
			x.Withdrawn = &OverrideWithdrawal{n.person(w.By), w.At, w.Reason}
		}
		out = append(out, x)
	}
	return out
}

// overrideKinds are the cases that can be recorded of a leader or of somebody who is none.
func overrideKinds(p grading.Policy, leader bool) []OverrideKind {
	kinds := []OverrideKind{}
	for _, rule := range p.Overrides {
		if leader || !rule.LeadersOnly {
			kinds = append(kinds, OverrideKind{rule.Kind, rule.Name, rule.Basis, rule.SameYear})
		}
	}
	return kinds
}

type overrideInput struct {
	ID     string `path:"id" maxLength:"26" doc:"Mã người"`
	Period string `path:"period" maxLength:"7" doc:"Kỳ: tháng, quý hoặc năm"`
	Idempotent
	Body struct {
		Kind     string `json:"overrideKind" minLength:"1" maxLength:"40" doc:"Mã trường hợp, theo chính sách của kỳ"`
		Document string `json:"document" maxLength:"100" doc:"Số, ký hiệu quyết định hoặc kết luận"`
		Date     string `json:"date" maxLength:"10" doc:"Ngày của văn bản"`
	}
}

// overrideRecord serves POST /api/v1/evaluations/people/{id}/{period}/overrides and answers with the score as it is then.
func (s *Server) overrideRecord(ctx context.Context, in *overrideInput) (*reply[Score], error) {
	a, b := actorOf(ctx), in.Body
	r, err := s.Overrides.Record(ctx, a, override.Request{
		Person: in.ID, Period: grading.Period(in.Period), Kind: b.Kind, Document: b.Document, Date: vncal.Date(b.Date), Key: in.Key,
	})
	if err != nil {
		return nil, err
	}
	sc, err := s.Evaluation.Score(ctx, a, r.Person, r.Period)
	return s.scoreReply(ctx, sc, err)
}

type overrideWithdrawInput struct {
	ID   string `path:"id" maxLength:"26" doc:"Mã trường hợp đã ghi"`
	Body struct {
		Version int64  `json:"version" minimum:"1" doc:"Phiên bản đang xem"`
		Reason  string `json:"reason" maxLength:"2000" doc:"Lý do rút, từ 10 ký tự"`
	}
}

// overrideWithdraw serves POST /api/v1/evaluations/overrides/{id}/withdraw and answers with the score as it is then.
func (s *Server) overrideWithdraw(ctx context.Context, in *overrideWithdrawInput) (*reply[Score], error) {
	a := actorOf(ctx)
	r, err := s.Overrides.Withdraw(ctx, a, in.ID, in.Body.Version, in.Body.Reason)
	if err != nil {
		return nil, err
	}
	sc, err := s.Evaluation.Score(ctx, a, r.Person, r.Period)
	return s.scoreReply(ctx, sc, err)
}
