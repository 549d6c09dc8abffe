package v1

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/pkg/edxml"
)

func (s *Server) registerIncomingMessages(api huma.API) {
	huma.Register(api, op("incoming-message", http.MethodPost, "/incoming/messages", "Đọc một thông điệp edXML đã gửi lên, chưa vào sổ", roles(access.Clerk), 403, 404, 409, 422, 503), s.incomingMessage)
}

// IncomingMessage is what a message between document systems holds: what the form of a new line begins with.
type IncomingMessage struct {
	Kind     string           `json:"kind" enum:"new,update,replace" doc:"Văn bản mới, cập nhật, thay thế"`
	Number   string           `json:"number" doc:"Số, ký hiệu"`
	Date     string           `json:"date" doc:"Ngày văn bản; trống khi không đọc được"`
	Issuer   string           `json:"issuer" doc:"Cơ quan gửi"`
	Type     string           `json:"type" doc:"Tên loại"`
	Abstract string           `json:"abstract" doc:"Trích yếu"`
	Urgency  string           `json:"urgency" enum:"thuong,khan,thuong_khan,hoa_toc" doc:"Độ khẩn"`
	Signer   string           `json:"signer" doc:"Người ký văn bản"`
	To       []string         `json:"to" doc:"Các nơi nhận ghi trong thông điệp"`
	Files    []MessageFile    `json:"files" doc:"Tệp kèm theo, đã kiểm tra, chờ đính kèm"`
	Refused  []MessageRefused `json:"refused" doc:"Tệp không nhận"`
}

// MessageFile is an attachment that was taken.
type MessageFile struct {
	ID   string `json:"id" doc:"Mã tệp"`
	Name string `json:"name" doc:"Tên tệp"`
	Size int64  `json:"size" doc:"Độ dài, byte"`
}

// MessageRefused is an attachment that was not.
type MessageRefused struct {
	Name string `json:"name" doc:"Tên tệp"`
	Why  string `json:"why" doc:"Vì sao"`
}

type incomingMessageInput struct {
	Body struct {
		File string `json:"file" minLength:"1" maxLength:"26" doc:"Mã tệp đã gửi đủ"`
	}
}

// whyRefused says what is wrong with a file: of several faults the first, by its field.
func whyRefused(lang errs.Lang, why *errs.Error) string {
	if len(why.Fields) > 0 {
		return why.Fields[0].Sentence(lang)
	}
	return why.Sentence(lang)
}

var messageKinds = map[edxml.Kind]string{edxml.New: "new", edxml.Update: "update", edxml.Replace: "replace"}

// incomingMessage serves POST /api/v1/incoming/messages.
func (s *Server) incomingMessage(ctx context.Context, in *incomingMessageInput) (*reply[IncomingMessage], error) {
	m, err := s.Register.Read(ctx, actorOf(ctx), in.Body.File)
	if err != nil {
		return nil, err
	}
	e := m.Entry
	out := IncomingMessage{
		Kind: messageKinds[m.Kind], Number: e.Number, Date: string(e.Date), Issuer: e.Issuer, Type: e.Type, Abstract: e.Abstract, Urgency: e.Urgency,
		Signer: m.Signer, To: nonNil(m.To), Files: []MessageFile{}, Refused: []MessageRefused{},
	}
	for _, f := range m.Files {
		out.Files = append(out.Files, MessageFile{ID: f.ID, Name: f.Name, Size: f.Size})
	}
	for _, f := range m.Refused {
		out.Refused = append(out.Refused, MessageRefused{Name: f.Name, Why: whyRefused(languageIn(ctx), f.Why)})
	}
	return replyWith(out), nil
}
