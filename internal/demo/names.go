package demo

import (
	"math/rand/v2"
	"strings"
)

// Parts of names, the frequent ones several times: about two of five Vietnamese are called Nguyễn.
var (
	families = strings.Fields("Nguyễn Nguyễn Nguyễn Nguyễn Trần Trần Lê Lê Phạm Phạm Huỳnh Hoàng Võ Võ Phan Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Lương Mai Tạ Cao Thái Đoàn Trương")
	middleF  = strings.Fields("Thị Thị Thị Thu Ngọc Thanh Kim Minh Hồng Bích Mỹ Phương")
	middleM  = strings.Fields("Văn Văn Văn Đức Minh Hữu Quang Quốc Thanh Xuân Đình Công Ngọc Anh")
	givenF   = strings.Fields("Hương Hoa Hà Hằng Thủy Phượng Nga Oanh Yến Thảo Trang Ngân Diễm Tuyết Hiền Loan Dung Vân Thúy Quyên Giang Xuân")
	givenM   = strings.Fields("Hùng Dũng Tuấn Thắng Đức Hải Long Sơn Bình Cường Toàn Tùng Nam Khánh Phúc Vinh Tín Thành Trung Hiếu Kiên Định")
)

// newName makes up a name that is not in used yet: one in four has no middle name.
func newName(r *rand.Rand, used map[string]bool) string {
	for {
		middles, given := middleM, givenM
		if r.IntN(5) < 2 {
			middles, given = middleF, givenF
		}
		words := []string{pick(r, families), pick(r, middles), pick(r, given)}
		if r.IntN(4) == 0 {
			words = []string{words[0], words[2]}
		}
		if name := strings.Join(words, " "); !used[name] && (len(words) == 2 || words[1] != words[2]) {
			used[name] = true
			return name
		}
	}
}

func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }
