package sheet_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"congvu/internal/errs"
	"congvu/internal/sheet"
)

// columns are those of a list of staff, the table that offices keep.
var columns = []sheet.Column{
	{Key: "code", Title: "Mã số", Also: []string{"số hiệu"}, Needed: true},
	{Key: "name", Title: "Họ và tên", Also: []string{"họ tên"}, Needed: true},
	{Key: "from", Title: "Từ ngày"},
	{Key: "points", Title: "Điểm"},
	{Key: "class", Title: "Loại"},
	{Key: "order", Title: "Thứ tự"},
}

var classes = []sheet.Word{{Value: "cong_chuc", Title: "Công chức", Also: []string{"CC"}}, {Value: "vien_chuc", Title: "Viên chức"}}

// faults reads a file as an import does and returns the sentence about the file, or one for each faulty cell.
func faults(data []byte, name string) []string {
	s, err := sheet.Read(data, name)
	if err != nil {
		return []string{errs.As(err).Sentence(errs.Vietnamese)}
	}
	t, err := s.Table(columns)
	if err != nil {
		return []string{errs.As(err).Sentence(errs.Vietnamese)}
	}
	var all []string
	for _, row := range t.Lines {
		l := t.Line(row)
		l.Code("code", 10, 4, true)
		l.Text("name", 30, true)
		l.Date("from", false)
		l.Milli("points", 0, 500_000, false)
		l.Choice("class", classes, false)
		l.Whole("order", 0, 99, false)
		for _, f := range l.Faults {
			all = append(all, fmt.Sprintf("%d·%s %s", l.N(), sheet.Letter(f.Index), errs.Text(errs.Vietnamese, "field."+f.Code, f.Args)))
		}
	}
	return all
}

// book makes a workbook with one sheet of the given cells; then changes more of it.
func book(rows [][]any, then ...func(f *excelize.File)) []byte {
	f := excelize.NewFile()
	defer f.Close()
	for i, row := range rows {
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row); err != nil {
			panic(err)
		}
	}
	for _, change := range then {
		change(f)
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		panic(err)
	}
	return out.Bytes()
}

// staff is a workbook with good headings and one row of these cells.
func staff(code, name, from, points, class any) []byte {
	return book([][]any{{"Mã số", "Họ và tên", "Từ ngày", "Điểm", "Loại"}, {code, name, from, points, class}})
}

func zipped(parts map[string]string) []byte {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for name, text := range parts {
		f, err := w.Create(name)
		if err != nil {
			panic(err)
		}
		_, _ = f.Write([]byte(text))
	}
	_ = w.Close()
	return out.Bytes()
}

// bomb is a workbook of some hundred bytes whose parts say that they unpack to n bytes each.
func bomb(n uint64, names ...string) []byte {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	if f, err := w.Create("xl/workbook.xml"); err == nil {
		_, _ = f.Write([]byte("<workbook/>"))
	}
	for _, name := range names {
		if _, err := w.CreateRaw(&zip.FileHeader{Name: name, Method: zip.Deflate, UncompressedSize64: n}); err != nil {
			panic(err)
		}
	}
	_ = w.Close()
	return out.Bytes()
}

// liar is a bomb that says it is small.
func liar() []byte {
	const n = 3 << 20
	data := zipped(map[string]string{"xl/workbook.xml": "<workbook/>", "xl/sharedStrings.xml": strings.Repeat(" ", n)})
	return bytes.ReplaceAll(data, binary.LittleEndian.AppendUint32(nil, n), binary.LittleEndian.AppendUint32(nil, 1000))
}

func wide(text string, order binary.AppendByteOrder, mark bool) []byte {
	var out []byte
	if mark {
		out = order.AppendUint16(out, 0xFEFF)
	}
	for _, u := range utf16.Encode([]rune(text)) {
		out = order.AppendUint16(out, u)
	}
	return out
}

const head = "Mã số,Họ và tên,Từ ngày,Điểm,Loại\n"

// TestBadFiles: every file that offices really send wrongly, with the sentence it is answered by.
func TestBadFiles(t *testing.T) {
	t.Parallel()
	hide := func(f *excelize.File) { _ = f.SetSheetVisible("Sheet1", false) }
	for name, tc := range map[string]struct {
		data  []byte
		sheet string
		want  string // one for each fault, parted by " | "
	}{
		"nothing":                       {nil, "", "Tệp không có dòng nào. Hãy chọn tệp khác, hoặc tải mẫu rồi điền."},
		"only line ends":                {[]byte("\r\n\r\n"), "", "Tệp không có dòng nào. Hãy chọn tệp khác, hoặc tải mẫu rồi điền."},
		"an empty workbook":             {book(nil), "", "Tệp không có dòng nào. Hãy chọn tệp khác, hoặc tải mẫu rồi điền."},
		"11 MB":                         {bytes.Repeat([]byte("a,b\n"), 11<<18), "", "Tệp lớn hơn 10 MB. Hãy xóa hình ảnh, trang thừa rồi lưu lại, hoặc chia thành nhiều tệp."},
		"a bomb":                        {bomb(70<<20, "xl/worksheets/sheet1.xml"), "", "Tệp XLSX giải nén ra quá lớn. Hãy chép riêng bảng cần nhập sang một tệp mới rồi nhập lại."},
		"a bomb in parts":               {bomb(50<<20, "xl/a.xml", "xl/b.xml", "xl/c.xml", "xl/d.xml", "xl/e.xml"), "", "Tệp XLSX giải nén ra quá lớn. Hãy chép riêng bảng cần nhập sang một tệp mới rồi nhập lại."},
		"a bomb that says it is small":  {liar(), "", "Tệp XLSX bị hỏng hoặc tải chưa đủ. Hãy mở bằng Excel để kiểm tra rồi lưu lại."},
		"cut off while it was copied":   {staff("A1", "An", "", "", "")[:3000], "", "Tệp XLSX bị hỏng hoặc tải chưa đủ. Hãy mở bằng Excel để kiểm tra rồi lưu lại."},
		"a folder of Word":              {zipped(map[string]string{"word/document.xml": "<w/>"}), "", "Tệp nén này không phải sổ tính XLSX (có thể là .ods, .docx hay .zip). Hãy lưu bảng dạng .xlsx."},
		"LibreOffice":                   {zipped(map[string]string{"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}), "", "Tệp nén này không phải sổ tính XLSX (có thể là .ods, .docx hay .zip). Hãy lưu bảng dạng .xlsx."},
		"Excel 2003":                    {append([]byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}, make([]byte, 600)...), "", "Tệp là Excel 97-2003 (.xls) hoặc có mật khẩu. Hãy mở bằng Excel, bỏ mật khẩu nếu có, rồi lưu dạng .xlsx."},
		"a scan":                        {[]byte("%PDF-1.7\n1 0 obj"), "", "Tệp không phải XLSX hay CSV. Hãy mở bằng Excel rồi lưu dạng .xlsx."},
		"a photograph":                  {append([]byte("\xff\xd8\xff\xe0\x00\x10JFIF"), 0, 1, 2), "", "Tệp không phải XLSX hay CSV. Hãy mở bằng Excel rồi lưu dạng .xlsx."},
		"a web page named .xls":         {[]byte("<html><table><tr><td>Mã số</td></tr></table></html>"), "", "Tệp không phải XLSX hay CSV. Hãy mở bằng Excel rồi lưu dạng .xlsx."},
		"XML of Excel 2003":             {[]byte("<?xml version=\"1.0\"?><Workbook/>"), "", "Tệp không phải XLSX hay CSV. Hãy mở bằng Excel rồi lưu dạng .xlsx."},
		"Windows-1258":                  {[]byte("M\xe3 s\xf4\xec,H\xf2 v\xe0 t\xean\nA1,Nguy\xean An\n"), "", "Tệp CSV không phải UTF-8 (có thể là Windows-1258, TCVN3 hoặc VNI), chữ có dấu sẽ sai. Trong Excel hãy lưu dạng “CSV UTF-8” hoặc .xlsx."},
		"TCVN3":                         {[]byte("M\xb7 s\xe8;H\xe4 v\xb5 t\xaan\nA1;Nguy\xd4n An\n"), "", "Tệp CSV không phải UTF-8 (có thể là Windows-1258, TCVN3 hoặc VNI), chữ có dấu sẽ sai. Trong Excel hãy lưu dạng “CSV UTF-8” hoặc .xlsx."},
		"half a UTF-16 letter":          {append(wide(head, binary.LittleEndian, true), 0x41), "", "Tệp CSV không phải UTF-8 (có thể là Windows-1258, TCVN3 hoặc VNI), chữ có dấu sẽ sai. Trong Excel hãy lưu dạng “CSV UTF-8” hoặc .xlsx."},
		"a quotation mark left open":    {[]byte(head + "A1,\"Nguyễn An,,,\nA2,Trần Bình,,,\n"), "", "Dấu ngoặc kép ở dòng 2 không khép đúng. Hãy sửa dòng này hoặc lưu lại từ Excel."},
		"a quotation mark in a cell":    {[]byte(head + "A1,Nguyễn \"An\" Bình,,,\n"), "", "Dấu ngoặc kép ở dòng 2 không khép đúng. Hãy sửa dòng này hoặc lưu lại từ Excel."},
		"a sheet that is not there":     {staff("A1", "An", "", "", ""), "Cán bộ", "Tệp không có trang tính này hoặc trang đã bị ẩn. Các trang hiện có: Sheet1."},
		"a hidden sheet":                {book([][]any{{"Mã số", "Họ và tên"}, {"A1", "An"}}, func(f *excelize.File) { _, _ = f.NewSheet("Khác"); f.SetActiveSheet(1); hide(f) }), "Sheet1", "Tệp không có trang tính này hoặc trang đã bị ẩn. Các trang hiện có: Khác."},
		"no headings":                   {[]byte("A1,Nguyễn An,01/05/2026\nA2,Trần Bình,01/05/2026\n"), "", "Không tìm thấy dòng tên cột trong 20 dòng đầu. Cần các cột: Mã số, Họ và tên, Từ ngày, Điểm, Loại, Thứ tự."},
		"headings of another list":      {[]byte("Số đến,Trích yếu,Nơi gửi\n1,Báo cáo,Sở Nội vụ\n"), "", "Không tìm thấy dòng tên cột trong 20 dòng đầu. Cần các cột: Mã số, Họ và tên, Từ ngày, Điểm, Loại, Thứ tự."},
		"headings too far down":         {[]byte(strings.Repeat("Danh sách,x\n", 20) + head + "A1,An,,,\n"), "", "Không tìm thấy dòng tên cột trong 20 dòng đầu. Cần các cột: Mã số, Họ và tên, Từ ngày, Điểm, Loại, Thứ tự."},
		"a column is missing":           {[]byte("Họ và tên,Từ ngày\nNguyễn An,01/05/2026\n"), "", "Thiếu cột “Mã số”. Hãy thêm cột này rồi nhập lại; tên cột không cần đúng dấu, đúng thứ tự."},
		"a column twice":                {[]byte("Mã số,Họ và tên,ho ten\nA1,Nguyễn,An\n"), "", "Cột “Họ và tên” có hai lần. Hãy xóa hoặc đổi tên một cột."},
		"headings only":                 {[]byte(head), "", "Dưới dòng tên cột chưa có dòng nào. Hãy điền ít nhất một dòng."},
		"10,001 rows":                   {[]byte(head + strings.Repeat("A1,An,,,\n", 10_001)), "", "Bảng có hơn 10000 dòng. Hãy chia thành nhiều tệp."},
		"101 columns":                   {[]byte(head + "A1,An," + strings.Repeat("x,", 110) + "\n"), "", "Bảng có hơn 100 cột có dữ liệu. Hãy chỉ giữ các cột cần nhập."},
		"a cell is empty":               {[]byte(head + "A1,,,,\n"), "", "2·B Ô này bắt buộc, đang để trống."},
		"spaces of no width":            {[]byte(head + "A1,\u200b\u00a0,,,\n"), "", "2·B Ô này bắt buộc, đang để trống."},
		"a name too long":               {[]byte(head + "A1," + strings.Repeat("Tên", 11) + ",,,\n"), "", "2·B Dài quá 30 ký tự."},
		"31/04":                         {[]byte(head + "A1,An,31/04/1994,,\n"), "", "2·C Ngày này không có trong lịch. Tháng 4 có 30 ngày."},
		"29/02 of an ordinary year":     {[]byte(head + "A1,An,29/02/2026,,\n"), "", "2·C Ngày này không có trong lịch. Tháng 2 có 28 ngày."},
		"month before day":              {[]byte(head + "A1,An,05/31/2026,,\n"), "", "2·C Không có tháng 31: ngày viết trước tháng, ví dụ 31/05/2026."},
		"month 13":                      {[]byte(head + "A1,An,31/13/2026,,\n"), "", "2·C Không có tháng 13."},
		"a month only":                  {[]byte(head + "A1,An,5/2026,,\n"), "", "2·C Cần đủ ngày, tháng, năm, ví dụ 01/05/2026."},
		"a year only":                   {staff("A1", "An", 2026, "", ""), "", "2·C Cần đủ ngày, tháng, năm, ví dụ 01/05/2026."},
		"a year of two digits":          {[]byte(head + "A1,An,01/05/26,,\n"), "", "2·C Năm cần đủ 4 chữ số, ví dụ 01/05/2026."},
		"words for a date":              {[]byte(head + "A1,An,đầu tháng 5,,\n"), "", "2·C Không phải là ngày. Hãy ghi dạng ngày/tháng/năm, ví dụ 01/05/2026."},
		"a date of the Middle Ages":     {[]byte(head + "A1,An,01/05/1026,,\n"), "", "2·C Năm không hợp lệ, cần từ 1900 đến 2100."},
		"a serial beyond the calendar":  {staff("A1", "An", 999_999, "", ""), "", "2·C Năm không hợp lệ, cần từ 1900 đến 2100."},
		"letters for points":            {[]byte(head + "A1,An,,chín mươi,\n"), "", "2·D Không phải là số."},
		"points out of range":           {[]byte(head + "A1,An,,\"1.250,5\",\n"), "", "2·D Cần từ 0 đến 500."},
		"four decimals":                 {[]byte(head + "A1,An,,\"0,1234\",\n"), "", "2·D Có quá 3 chữ số sau dấu phẩy."},
		"half an order":                 {[]byte("Mã số,Họ và tên,Thứ tự\nA1,An,\"1,5\"\n"), "", "2·C Cần là số nguyên."},
		"a class that there is not":     {[]byte(head + "A1,An,,,Công nhân\n"), "", "2·E Không nhận giá trị này. Chỉ nhận: Công chức, Viên chức."},
		"a formula that failed":         {staff("A1", "#REF!", "#N/A", "", ""), "", "2·B Công thức trong ô báo lỗi. Hãy sửa công thức hoặc dán giá trị. | 2·C Công thức trong ô báo lỗi. Hãy sửa công thức hoặc dán giá trị."},
		"a formula nobody computed":     {book([][]any{{"Mã số", "Họ và tên", "Từ ngày", "Điểm", "Loại"}, {"A1", "An", nil, nil, "CC"}, {"A2", "Bình", nil, 90.5, "CC"}}, uncomputed), "", "2·C Ô có công thức nhưng tệp không lưu kết quả. Hãy mở tệp bằng Excel và lưu lại, hoặc dán giá trị. | 2·D Ô có công thức nhưng tệp không lưu kết quả. Hãy mở tệp bằng Excel và lưu lại, hoặc dán giá trị."},
		"zeros in front lost":           {staff(123, "An", "", "", ""), "", "2·A Ô lưu dạng số nên có thể đã mất số 0 ở đầu; các mã khác có 4 chữ số. Hãy định dạng cột là Văn bản."},
		"a number for a code":           {staff(12345, "An", "", "", ""), "", "2·A Ô lưu dạng số: nếu mã có số 0 ở đầu thì đã mất. Hãy kiểm tra."},
		"letters broken on the way":     {[]byte(head + "A1,Nguy\ufffdn An,,,\n"), "", "2·B Có ký tự không đọc được. Hãy gõ lại bằng Unicode."},
		"several faults, rows as there": {[]byte("DANH SÁCH CÁN BỘ\n\n" + head + "A1,An,,,\n,Bình,5/2026,x,\n"), "", "5·A Ô này bắt buộc, đang để trống. | 5·C Cần đủ ngày, tháng, năm, ví dụ 01/05/2026. | 5·D Không phải là số."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := strings.Join(faults(tc.data, tc.sheet), " | "); got != tc.want {
				t.Errorf("got  %s\nwant %s", got, tc.want)
			}
		})
	}
}

// uncomputed puts formulas into cells that hold no value, as programs do that do not compute.
func uncomputed(f *excelize.File) {
	_ = f.SetCellFormula("Sheet1", "C2", "=TODAY()")
	_ = f.SetCellFormula("Sheet1", "D2", "=45.25*2")
}
