package grading

import (
	"errors"
	"math/big"
	"math/bits"
	"strconv"
	"strings"
)

// Decimal is an exact decimal number, coefficient × 10^-scale. The zero value is 0. Sums and products stay exact:
// a coefficient that outgrows 63 bits moves to a big.Int, so ordinary facts are counted in machine words only.
type Decimal struct {
	coef  int64
	scale int
	wide  *big.Int // the coefficient when it does not fit in coef; never changed once set
}

// Bounds of a written number: enough for any score, small enough that no input can make the arithmetic slow.
const (
	maxDigits   = 60
	maxExponent = 60
)

var (
	errNotNumber = errors.New("not a decimal number")
	errTooLong   = errors.New("number with too many digits")
	errExponent  = errors.New("number with too large an exponent")
)

// Milli returns n thousandths, the unit in which quantities, shares and K are stored.
func Milli(n int64) Decimal { return Decimal{coef: n, scale: 3} }

// Int returns the whole number n.
func Int(n int64) Decimal { return Decimal{coef: n} }

// ParseDecimal reads a number as JSON writes it ("27.5", "-3", "1e2") without rounding. It refuses more than
// 60 digits and exponents beyond ±60.
func ParseDecimal(s string) (Decimal, error) {
	mantissa, exp, err := splitExponent(s)
	if err != nil {
		return Decimal{}, err
	}
	whole, frac, _ := strings.Cut(mantissa, ".")
	digits := whole + frac
	if len(strings.TrimPrefix(digits, "-")) > maxDigits {
		return Decimal{}, errTooLong
	}
	n, ok := new(big.Int).SetString(digits, 10)
	if !ok || strings.ContainsAny(frac, "+-_") || strings.HasPrefix(whole, "+") || strings.Contains(whole, "_") {
		return Decimal{}, errNotNumber
	}
	scale := len(frac) - exp
	if scale < 0 {
		n.Mul(n, pow10(-scale))
		scale = 0
	}
	return narrow(n, scale).trimmed(), nil
}

// splitExponent separates "1.5e3" into "1.5" and 3.
func splitExponent(s string) (mantissa string, exp int, err error) {
	i := strings.IndexAny(s, "eE")
	if i < 0 {
		return s, 0, nil
	}
	mantissa, tail := s[:i], s[i+1:]
	negative := strings.HasPrefix(tail, "-")
	tail = strings.TrimPrefix(strings.TrimPrefix(tail, "-"), "+")
	if tail == "" {
		return "", 0, errNotNumber
	}
	for _, c := range tail {
		if c < '0' || c > '9' {
			return "", 0, errNotNumber
		}
		if exp = exp*10 + int(c-'0'); exp > maxExponent {
			return "", 0, errExponent
		}
	}
	if negative {
		exp = -exp
	}
	return mantissa, exp, nil
}

// Add returns d + x.
func (d Decimal) Add(x Decimal) Decimal {
	if d.scale < x.scale {
		d, x = x, d
	}
	if d.wide == nil && x.wide == nil {
		if lifted, ok := lift(x.coef, d.scale-x.scale); ok {
			if sum := d.coef + lifted; (sum > d.coef) == (lifted > 0) {
				return Decimal{coef: sum, scale: d.scale}
			}
		}
	}
	n := new(big.Int).Mul(x.big(), pow10(d.scale-x.scale))
	return narrow(n.Add(n, d.big()), d.scale)
}

// Sub returns d − x.
func (d Decimal) Sub(x Decimal) Decimal { return d.Add(x.Mul(Int(-1))) }

// Mul returns d × x.
func (d Decimal) Mul(x Decimal) Decimal {
	if d.wide == nil && x.wide == nil {
		if n, ok := mul64(d.coef, x.coef); ok {
			return Decimal{coef: n, scale: d.scale + x.scale}
		}
	}
	return narrow(new(big.Int).Mul(d.big(), x.big()), d.scale+x.scale)
}

// Sign returns −1, 0 or 1.
func (d Decimal) Sign() int {
	switch {
	case d.wide != nil:
		return d.wide.Sign()
	case d.coef < 0:
		return -1
	case d.coef > 0:
		return 1
	}
	return 0
}

// floored returns d, at least 0.
func (d Decimal) floored() Decimal {
	if d.Sign() < 0 {
		return Decimal{}
	}
	return d
}

// Cmp compares d with x: −1, 0 or 1.
func (d Decimal) Cmp(x Decimal) int { return d.Sub(x).Sign() }

// IsInt reports whether d is a whole number.
func (d Decimal) IsInt() bool { return d.trimmed().scale == 0 }

// Rat returns d as a fraction.
func (d Decimal) Rat() *big.Rat {
	if d.wide == nil && d.scale <= maxLift {
		return big.NewRat(d.coef, powers[d.scale])
	}
	return new(big.Rat).SetFrac(d.big(), pow10(d.scale))
}

// String writes d exactly, without trailing zeros: "27.5", "0.001", "-3".
func (d Decimal) String() string { return string(d.Append(nil)) }

// Append adds d's String to b.
func (d Decimal) Append(b []byte) []byte {
	d = d.trimmed()
	if d.Sign() < 0 {
		b = append(b, '-')
	}
	from := len(b)
	if d.wide != nil {
		b = new(big.Int).Abs(d.wide).Append(b, 10)
	} else {
		b = strconv.AppendUint(b, magnitude(d.coef), 10)
	}
	if d.scale == 0 {
		return b
	}
	for len(b)-from <= d.scale { // at least one digit before the point
		b = append(b, 0)
		copy(b[from+1:], b[from:])
		b[from] = '0'
	}
	point := len(b) - d.scale
	b = append(b, 0)
	copy(b[point+1:], b[point:])
	b[point] = '.'
	return b
}

// trimmed returns the same number with the smallest scale ≥ 0.
func (d Decimal) trimmed() Decimal {
	if d.wide == nil {
		for d.scale > 0 && d.coef%10 == 0 {
			d.coef, d.scale = d.coef/10, d.scale-1
		}
		return d
	}
	n, rest, ten := new(big.Int).Set(d.wide), new(big.Int), big.NewInt(10)
	for d.scale > 0 {
		q, _ := new(big.Int).QuoRem(n, ten, rest)
		if rest.Sign() != 0 {
			break
		}
		n, d.scale = q, d.scale-1
	}
	return narrow(n, d.scale)
}

func (d Decimal) big() *big.Int {
	if d.wide != nil {
		return d.wide
	}
	return big.NewInt(d.coef)
}

// narrow takes ownership of n.
func narrow(n *big.Int, scale int) Decimal {
	if n.IsInt64() {
		return Decimal{coef: n.Int64(), scale: scale}
	}
	return Decimal{wide: n, scale: scale}
}

// maxLift is the largest power of ten that fits in 63 bits.
const maxLift = 18

// powers holds 10^0 … 10^18.
var powers = func() (p [maxLift + 1]int64) {
	p[0] = 1
	for i := 1; i <= maxLift; i++ {
		p[i] = p[i-1] * 10
	}
	return p
}()

// lift returns n × 10^by and whether that fits.
func lift(n int64, by int) (int64, bool) {
	if by > maxLift {
		return 0, n == 0
	}
	return mul64(n, powers[by])
}

// mul64 returns a × b and whether that fits.
func mul64(a, b int64) (int64, bool) {
	hi, lo := bits.Mul64(magnitude(a), magnitude(b))
	if hi != 0 || lo > 1<<63-1 {
		return 0, false
	}
	if (a < 0) != (b < 0) {
		return -int64(lo), true
	}
	return int64(lo), true
}

func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}

func pow10(n int) *big.Int { return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil) }

// UnmarshalText reads a number of a policy file, written as a string so that no reader can make it a float.
func (d *Decimal) UnmarshalText(b []byte) (err error) {
	*d, err = ParseDecimal(string(b))
	return err
}
