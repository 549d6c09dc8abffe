package v1

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"congvu/internal/catalogue"
	"congvu/internal/org"
	"congvu/internal/quick"
	"congvu/internal/task"
	"congvu/pkg/quickadd"
	"congvu/pkg/vncal"
)

func (s *Server) registerQuick(api huma.API) {
	huma.Register(api, op("task-read", http.MethodPost, "/tasks/read", "Đọc các dòng giao nhanh, chưa tạo gì", signedIn(), 422), s.taskRead)
	huma.Register(api, created(op("task-create-all", http.MethodPost, "/tasks/batch", "Tạo nhiều nhiệm vụ: tất cả hoặc không gì cả", signedIn(), 403, 409, 422)), s.taskCreateAll)
}

// QuickOffer is what may be put in the place of a part.
type QuickOffer struct {
	Label string `json:"label" doc:"Như hiển thị"`
	Text  string `json:"text" doc:"Chữ thay vào chỗ của phần này"`
}

// QuickParty is somebody a name can mean.
type QuickParty struct {
	Unit   UnitRef    `json:"unit" doc:"Đơn vị"`
	Person *PersonRef `json:"person,omitempty" doc:"Người; không có khi là đơn vị"`
}

// QuickName is a name as typed and whom it can mean.
type QuickName struct {
	Typed string       `json:"typed" doc:"Tên như đã gõ"`
	Found []QuickParty `json:"found" doc:"Một là đã rõ, nhiều là phải chọn, không có là không tìm thấy"`
	More  bool         `json:"more,omitempty" doc:"Còn người khác, xin gõ rõ hơn"`
}

// QuickDay is a day on which repeating work comes.
type QuickDay struct {
	Date  string `json:"date" format:"date" doc:"Ngày thực hiện"`
	Named string `json:"named,omitempty" format:"date" doc:"Ngày quy tắc nêu, khi đó là ngày nghỉ nên việc chuyển đi"`
	Why   string `json:"why,omitempty" doc:"Vì sao ngày quy tắc nêu được nghỉ"`
}

// QuickPart is a part of a line, understood or not. Without why and with at most one of what was found it is settled.
type QuickPart struct {
	Kind      string           `json:"kind" enum:"lead,coordinators,watchers,label,urgency,due,repeat,document,product,quantity,reminder,unknown" doc:"Loại"`
	Text      string           `json:"text" doc:"Đúng như đã gõ"`
	Say       string           `json:"say,omitempty" doc:"Giá trị bằng chữ, của phần không có trường riêng"`
	Why       string           `json:"why,omitempty" doc:"Vì sao chưa dùng được"`
	Offers    []QuickOffer     `json:"offers,omitempty" doc:"Có thể ý là"`
	Names     []QuickName      `json:"names,omitempty" doc:"Chủ trì, phối hợp, theo dõi"`
	Urgency   string           `json:"urgency,omitempty" enum:"thuong,khan,thuong_khan,hoa_toc" doc:"Độ khẩn"`
	Due       *DueRule         `json:"due,omitempty" doc:"Thời hạn"`
	DueOn     string           `json:"dueOn,omitempty" format:"date" doc:"Ngày đến hạn nếu giao hôm nay"`
	Explain   string           `json:"explain,omitempty" doc:"Câu giải thích thời hạn"`
	Warnings  []string         `json:"warnings,omitempty" doc:"Điều cần lưu ý về thời hạn"`
	Next      []QuickDay       `json:"next,omitempty" doc:"Việc lặp: những ngày tới nếu bắt đầu từ hôm nay"`
	Hour      string           `json:"hour,omitempty" doc:"Giờ đã gõ: hạn vẫn tính đến hết ngày"`
	Documents []SourceDocument `json:"documents,omitempty" doc:"Văn bản có thể là"`
	Products  []Product        `json:"products,omitempty" doc:"Sản phẩm có thể là"`
	Quantity  float64          `json:"quantity,omitempty" doc:"Số lượng"`
}

// QuickPiece is a stretch of a line as it was typed.
type QuickPiece struct {
	Text string `json:"text" doc:"Chữ"`
	Part int    `json:"part" doc:"Thứ tự của phần trong parts, -1 khi là tên việc"`
}

// QuickLine is one line, read.
type QuickLine struct {
	Title  string       `json:"title" doc:"Tên nhiệm vụ"`
	Depth  int          `json:"depth" doc:"Mức thụt vào"`
	Pieces []QuickPiece `json:"pieces" doc:"Ghép lại đúng là dòng đã gõ"`
	Parts  []QuickPart  `json:"parts" doc:"Các phần theo thứ tự"`
	Notes  []string     `json:"notes" doc:"Điều nên biết về chữ ở lại trong tên"`
}

type taskReadInput struct {
	Body struct {
		Text string `json:"text" maxLength:"20000" doc:"Một hay nhiều dòng, nhiều nhất 100"`
	}
}

// taskRead serves POST /api/v1/tasks/read: nothing is stored.
func (s *Server) taskRead(ctx context.Context, in *taskReadInput) (*list[QuickLine], error) {
	a := actorOf(ctx)
	lines, err := s.Quick.Read(ctx, a, in.Body.Text)
	if err != nil {
		return nil, err
	}
	units, err := s.Org.Map(ctx, a.Agency)
	if err != nil {
		return nil, err
	}
	items := make([]QuickLine, 0, len(lines))
	for _, line := range lines {
		items = append(items, quickLine(line, units))
	}
	return listOf(items), nil
}

func quickLine(line quick.Line, units map[string]org.Unit) QuickLine {
	out := QuickLine{Title: line.Title, Depth: line.Depth, Pieces: []QuickPiece{}, Parts: []QuickPart{}, Notes: []string{}}
	n := 0
	for _, piece := range line.Pieces() {
		at := -1
		if piece.Part != nil {
			at, n = n, n+1
		}
		out.Pieces = append(out.Pieces, QuickPiece{Text: piece.Text, Part: at})
	}
	for _, p := range line.Found {
		out.Parts = append(out.Parts, quickPart(p, line.Text[p.From:p.To], units))
	}
	for _, note := range line.Notes {
		out.Notes = append(out.Notes, note.Text)
	}
	return out
}

func quickPart(p quick.Part, text string, units map[string]org.Unit) QuickPart {
	out := QuickPart{Kind: string(p.Kind), Text: text, Why: p.Why(), Urgency: p.Code, Hour: p.Hour, Quantity: milli(p.QtyMilli)}
	if p.Fault != nil {
		for _, o := range p.Fault.Offers {
			out.Offers = append(out.Offers, QuickOffer(o))
		}
	}
	for _, n := range p.Names {
		name := QuickName{Typed: n.Typed, Found: []QuickParty{}, More: n.More}
		for _, who := range n.Parties {
			party := QuickParty{Unit: unitRef(units, who.Unit)}
			if who.Person.ID != "" {
				party.Person = &PersonRef{ID: who.Person.ID, Name: who.Person.Name, Title: who.Person.Title, Unit: party.Unit.ShortName}
			}
			name.Found = append(name.Found, party)
		}
		out.Names = append(out.Names, name)
	}
	for _, d := range p.Documents {
		out.Documents = append(out.Documents, sourceDocument(d))
	}
	out.Products = quickProducts(p.Products)
	switch {
	case p.Fault != nil:
	case p.Kind == quickadd.Due:
		rule := dueRule(p.Rule)
		out.Due, out.DueOn, out.Explain, out.Warnings = &rule, string(p.Deadline.Due), p.Explain, p.Deadline.Warnings
	case p.Kind == quickadd.Repeat:
		out.Say = p.Every.Say()
		if p.Unsure != "" {
			out.Warnings = []string{p.Unsure}
		}
		out.Next = quickDays(p.Next)
	case p.Kind == quickadd.Reminder:
		out.Say = termText(p.Rule)
	case p.Kind == quickadd.Label:
		out.Say = strings.Join(p.Part.Names, ", ")
	}
	return out
}

func quickProducts(all []catalogue.Product) []Product {
	var out []Product
	for _, p := range all {
		out = append(out, productOf(p))
	}
	return out
}

// termText writes a term in words: "2 ngày làm việc".
func termText(r vncal.Rule) string {
	unit := " ngày"
	if r.Kind == vncal.KindWorking {
		unit = " ngày làm việc"
	}
	return strconv.Itoa(r.N) + unit
}

type taskCreateAllInput struct {
	Idempotent
	Body struct {
		Items []NewTask `json:"items" minItems:"1" maxItems:"100" doc:"Các nhiệm vụ"`
	}
}

// MadeTask is a task that was made among several.
type MadeTask struct {
	ID    string `json:"id" doc:"Mã nhiệm vụ"`
	Code  string `json:"code" doc:"Số nhiệm vụ"`
	Title string `json:"title" doc:"Tên nhiệm vụ"`
	State string `json:"state" doc:"Trạng thái"`
}

// taskCreateAll serves POST /api/v1/tasks/batch.
func (s *Server) taskCreateAll(ctx context.Context, in *taskCreateAllInput) (*list[MadeTask], error) {
	all, err := makings(in.Body.Items)
	if err != nil {
		return nil, err
	}
	made, err := s.Tasks.CreateAll(ctx, actorOf(ctx), all, in.Key)
	if err != nil {
		return nil, err
	}
	items := make([]MadeTask, 0, len(made))
	for _, t := range made {
		items = append(items, MadeTask{ID: t.ID, Code: t.Code, Title: t.Title, State: string(t.State)})
	}
	return listOf(items), nil
}

// makings are several tasks as they are to be made.
func makings(items []NewTask) ([]task.Making, error) {
	all := make([]task.Making, 0, len(items))
	for _, one := range items {
		content, err := one.input()
		if err != nil {
			return nil, err
		}
		all = append(all, task.Making{Input: content, Assign: one.Assign})
	}
	return all, nil
}
