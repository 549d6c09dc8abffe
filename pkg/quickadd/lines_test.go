package quickadd

import (
	"slices"
	"strings"
	"testing"
)

func TestLines(t *testing.T) {
	for name, tc := range map[string]struct {
		text string
		want []Row
	}{
		"one line":           {"Soạn báo cáo hạn mai", []Row{{"Soạn báo cáo hạn mai", 0}}},
		"empty":              {"\n \n\t\n", nil},
		"indented":           {"Soạn báo cáo\n  Tổng hợp số liệu\n    Gọi các xã\n  Biểu đồ\nHọp", []Row{{"Soạn báo cáo", 0}, {"Tổng hợp số liệu", 1}, {"Gọi các xã", 2}, {"Biểu đồ", 1}, {"Họp", 0}}},
		"indented by a tab":  {"Soạn báo cáo\n\tTổng hợp số liệu", []Row{{"Soạn báo cáo", 0}, {"Tổng hợp số liệu", 1}}},
		"bullets of Word":    {"•\tSoạn báo cáo\r\no\tTổng hợp\r\n▪\tGửi Sở\r\n", []Row{{"Soạn báo cáo", 0}, {"Tổng hợp", 0}, {"Gửi Sở", 0}}},
		"numbers of Word":    {"1.\tSoạn báo cáo\n2)\tTổng hợp\na) Gửi Sở\nIV. Họp", []Row{{"Soạn báo cáo", 0}, {"Tổng hợp", 0}, {"Gửi Sở", 0}, {"Họp", 0}}},
		"dashes":             {"- Soạn báo cáo\n+ Tổng hợp số liệu\n– Gửi Sở", []Row{{"Soạn báo cáo", 0}, {"+ Tổng hợp số liệu", 0}, {"Gửi Sở", 0}}},
		"a number is said":   {"3 báo cáo tuần\nCông văn 12.5", []Row{{"3 báo cáo tuần", 0}, {"Công văn 12.5", 0}}},
		"line break of Word": {"Soạn báo cáo\vTổng hợp", []Row{{"Soạn báo cáo", 0}, {"Tổng hợp", 0}}},
		"rows of Excel": {
			"STT\tNội dung\tChủ trì\tPhối hợp\tHạn\tSố lượng\n1\tSoạn báo cáo\tNguyễn Thị Lan\tTrần Văn Minh; hoa.lt\t25/9\t2\n2\tGửi Sở\tCNTT\t\t\t\n",
			[]Row{{`Soạn báo cáo @"Nguyễn Thị Lan" +phoihop:"Trần Văn Minh",hoa.lt hạn 25/9 x2`, 0}, {"Gửi Sở @CNTT", 0}},
		},
		"rows without a head": {"1\tSoạn báo cáo\t@lan.nt\n2\tGửi Sở\thạn mai", []Row{{"Soạn báo cáo @lan.nt", 0}, {"Gửi Sở hạn mai", 0}}},
		"a column unknown":    {"Nội dung\tThời hạn\tGhi chú\nSoạn báo cáo\t25/9\tgấp", []Row{{"Soạn báo cáo gấp hạn 25/9", 0}}},
		"quoted cell":         {"Việc\tA\n\"Soạn \"\"báo cáo\"\"\"\tB", []Row{{"Việc A", 0}, {`Soạn "báo cáo" B`, 0}}},
	} {
		if got := Lines(tc.text); !slices.Equal(got, tc.want) {
			t.Errorf("%s: Lines = %+v, want %+v", name, got, tc.want)
		}
	}
}

func TestLinesAreNotEndless(t *testing.T) {
	if n := len(Lines(strings.Repeat("Việc một\n", 5000))); n != MaxRows+1 {
		t.Errorf("%d rows, want one more than %d", n, MaxRows)
	}
}
