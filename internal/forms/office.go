package forms

import (
	"strings"

	"congvu/internal/org"
	"congvu/pkg/paper"
	"congvu/pkg/vncal"
)

// Office is the body that issues a paper (cơ quan ban hành).
type Office struct {
	Superior string // cơ quan chủ quản, "" of the topmost body
	Name     string
	Short    string
	Place    string // địa danh, "" where the names of the units do not say it
}

// OfficeOf returns the body that a unit belongs to: the unit itself or the nearest above it with a seal of its own, else the
// agency.
func OfficeOf(units map[string]org.Unit, unit string) Office {
	path := units[unit].Path()
	var o Office
	for i := len(path) - 1; i >= 0; i-- {
		u := units[path[i]]
		if o.Name == "" && (u.Body || i == 0) {
			o.Name, o.Short = u.Name, u.ShortName
		} else if o.Name != "" && o.Superior == "" && (u.Body || i == 0) {
			o.Superior = shortened(u.Name)
		}
		if o.Name != "" && o.Place == "" {
			o.Place = placeOf(u)
		}
	}
	return o
}

// BodyOf returns the id of the body that a unit belongs to, as OfficeOf finds it.
func BodyOf(units map[string]org.Unit, unit string) string {
	path := units[unit].Path()
	for i := len(path) - 1; i > 0; i-- {
		if units[path[i]].Body {
			return path[i]
		}
	}
	return path[0]
}

// shortened writes the usual abbreviation of a people's committee, as the line of the superior body has it.
func shortened(name string) string {
	const long = "Ủy ban nhân dân "
	if rest, ok := strings.CutPrefix(name, long); ok {
		return "UBND " + rest
	}
	return name
}

// placeOf returns the name of the place that a territorial unit governs: "Quảng Nam" of "Ủy ban nhân dân tỉnh Quảng Nam".
//
// Legal source: Nghị định 30/2020/NĐ-CP Phụ lục I mục II khoản 4.
func placeOf(u org.Unit) string {
	if u.Kind != org.Province && u.Kind != org.District && u.Kind != org.Commune {
		return ""
	}
	name := strings.TrimPrefix(shortened(u.Name), "UBND ")
	for _, kind := range []string{"tỉnh ", "thành phố ", "huyện ", "quận ", "thị xã ", "xã ", "phường ", "thị trấn ", "đặc khu "} {
		if len(name) > len(kind) && strings.EqualFold(name[:len(kind)], kind) {
			return name[len(kind):]
		}
	}
	return name
}

// head returns the heading of a paper of the office, dated on a day.
func (o Office) head(number string, day vncal.Date) *paper.Head {
	at := day.Start().In(vncal.Zone())
	return &paper.Head{
		Superior: o.Superior, Agency: o.Name, Number: number, Dated: paper.Dated(o.Place, at.Year(), int(at.Month()), at.Day()),
	}
}

// unitLine names a unit with those above it up to its body: "Phòng Công nghệ thông tin, Sở Thông tin và Truyền thông".
func unitLine(units map[string]org.Unit, unit string) string {
	path := units[unit].Path()
	var names []string
	for i := len(path) - 1; i >= 0; i-- {
		u := units[path[i]]
		if names = append(names, u.Name); u.Body {
			break
		}
	}
	return strings.Join(names, ", ")
}
