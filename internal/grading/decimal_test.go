package grading

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

func TestParseDecimal(t *testing.T) {
	for in, want := range map[string]string{
		"0": "0", "-0": "0", "0.0": "0", "27.50": "27.5", "1e2": "100", "1.5E+1": "15", "15e-1": "1.5", "0.001": "0.001", "-3.10": "-3.1",
		"123456789012345678901234567890": "123456789012345678901234567890", "9223372036854775808": "9223372036854775808",
		"0.00000000000000000000000000001": "0.00000000000000000000000000001",
	} {
		got, err := ParseDecimal(in)
		if err != nil || got.String() != want {
			t.Errorf("ParseDecimal(%q) = %q, %v, want %q", in, got, err, want)
		}
	}
	for _, in := range []string{"", "-", ".", "x", "1e", "1e+", "+1", "1_0", "1.-5", "0x10", "1e61", "1e-61", "1e99999999999999999999"} {
		if got, err := ParseDecimal(in); err == nil {
			t.Errorf("ParseDecimal(%q) = %s, want an error", in, got)
		}
	}
}

// TestDecimalAgainstFractions crosses the border between machine words and big integers in both directions.
func TestDecimalAgainstFractions(t *testing.T) {
	rnd := rand.New(rand.NewPCG(5, 6))
	pick := func() Decimal {
		edges := []int64{0, 1, -1, 10, math.MaxInt64, math.MinInt64, math.MinInt64 + 1, 1 << 32, 3_037_000_500}
		d := Decimal{coef: edges[rnd.IntN(len(edges))], scale: rnd.IntN(25)}
		if rnd.IntN(2) == 0 {
			d.coef = rnd.Int64() - rnd.Int64()
		}
		if rnd.IntN(4) == 0 {
			d = d.Mul(Milli(rnd.Int64()))
		}
		return d
	}
	for range 5_000 {
		a, b := pick(), pick()
		for op, got := range map[string][2]*big.Rat{
			"+": {a.Add(b).Rat(), new(big.Rat).Add(a.Rat(), b.Rat())},
			"-": {a.Sub(b).Rat(), new(big.Rat).Sub(a.Rat(), b.Rat())},
			"*": {a.Mul(b).Rat(), new(big.Rat).Mul(a.Rat(), b.Rat())},
		} {
			if got[0].Cmp(got[1]) != 0 {
				t.Fatalf("%s %s %s = %s, want %s", a, op, b, got[0], got[1])
			}
		}
		if a.Cmp(b) != a.Rat().Cmp(b.Rat()) {
			t.Fatalf("%s against %s: %d", a, b, a.Cmp(b))
		}
		if s, ok := new(big.Rat).SetString(a.String()); !ok || s.Cmp(a.Rat()) != 0 {
			t.Fatalf("%s is written for %s", a, a.Rat())
		}
	}
}
