package strictjson

import (
	"encoding/json"
	"fmt"
	"runtime"
	"strings"
	"testing"
)

func TestCheck(t *testing.T) {
	t.Parallel()
	var many strings.Builder
	for i := range MaxKeys + 1 {
		fmt.Fprintf(&many, `,"k%d":0`, i)
	}
	for text, want := range map[string]string{
		`{}`:                           "",
		`{"a":[1,{"b":null}],"A":"x"}`: "",
		` "text" `:                     "",
		``:                             "format",
		`{`:                            "format",
		`{"a":1,}`:                     "format",
		`{"a":1} {}`:                   "format",
		"\"\xff\"":                     "format",
		`{"a":1,"a":2}`:                "duplicate a",
		`{"a":1,"\u0061":2}`:           "duplicate a",
		`{"a":[{"b":1,"b":1}]}`:        "duplicate a[0].b",
		`[` + strings.Repeat("0,", MaxValues) + `0]`: "too_many",
		`{"x":{` + many.String()[1:] + `}}`:          "too_many x",
	} {
		got := ""
		if f := Check([]byte(text)); f != nil {
			got = f.Error()
		}
		if got != want {
			t.Errorf("%.60s: %q, want %q", text, got, want)
		}
	}
	for depth, deep := range map[int]bool{MaxDepth: false, MaxDepth + 1: true} {
		f := Check([]byte(strings.Repeat("[", depth) + "1" + strings.Repeat("]", depth)))
		if (f != nil) != deep || deep && f.Code != "too_deep" {
			t.Errorf("depth %d: %v", depth, f)
		}
	}
}

// TestCheckCost: reading costs what the text weighs, not the length of a key times the values under it.
func TestCheckCost(t *testing.T) {
	text := []byte(`{"` + strings.Repeat("k", 10_000) + `":[` + strings.Repeat("0,", 20_000) + `0]}`)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f := Check(text)
	runtime.ReadMemStats(&after)
	if f != nil {
		t.Fatal(f)
	}
	if cost := after.TotalAlloc - before.TotalAlloc; cost > 16<<20 {
		t.Errorf("%d bytes of JSON cost %d bytes of memory", len(text), cost)
	}
}

func TestTexts(t *testing.T) {
	t.Parallel()
	got, ok := Texts([]byte(`{"ticket":"t","last":""}`), "ticket", "epoch", "last")
	if !ok || got["ticket"] != "t" || got["epoch"] != "" {
		t.Errorf("%v %v", got, ok)
	}
	for _, text := range []string{
		``, `[]`, `"ticket"`, `{"ticket":1}`, `{"ticket":null}`, `{"Ticket":"t"}`, `{"ticket":"t","TICKET":"u"}`, `{"ticket":"t","ticket":"t"}`,
		`{"ticket":"t","more":""}`, `{"ticket":"t"}{}`, "{\"ticket\":\"\xff\"}",
	} {
		if got, ok := Texts([]byte(text), "ticket", "epoch", "last"); ok {
			t.Errorf("%s is read as %v", text, got)
		}
	}
}

func TestObject(t *testing.T) {
	t.Parallel()
	got, ok := Object([]byte(` {"b":1,"a":{"x":[1]},"b":2} `))
	if !ok || len(got) != 3 || got[0].Name != "b" || string(got[1].Value) != `{"x":[1]}` || string(got[2].Value) != "2" {
		t.Errorf("%v %v", got, ok)
	}
	for _, text := range []string{``, `[]`, `1`, `{"a":1`, `{"a"}`, `{"a":1}x`, `{a:1}`} {
		if got, ok := Object([]byte(text)); ok {
			t.Errorf("%q is read as %v", text, got)
		}
	}
}

func TestWhole(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`{"version":1}`:                  `{"version":1}`,
		`{"version":1.0}`:                `{"version":1}`,
		`[1.0,-2.00,1e2,1.5e1,0.0,-0.0]`: `[1,-2,100,15,0,0]`,
		`[1.5,1e-1,1e400,1e300,12]`:      `[1.5,1e-1,1e400,1e300,12]`,
		`["1.0","\"1.0",1.0,"e"]`:        `["1.0","\"1.0",1,"e"]`,
		`{"1.0":2.0,"a":true}`:           `{"1.0":2,"a":true}`,
		`9007199254740993.0`:             `9007199254740993.0`,
	} {
		if got := string(Whole([]byte(text))); got != want {
			t.Errorf("%s becomes %s, want %s", text, got, want)
		}
	}
}

// FuzzCheck looks for texts that we pass and encoding/json does not, or whose meaning Whole changes.
func FuzzCheck(f *testing.F) {
	for _, s := range []string{`{}`, `{"a":[1,{"b":null}]}`, `{"a":1,"a":2}`, `[`, `"\ud800"`, `1e999`, "\xff", `{"a":1}x`, `[1.0,"\\",2e0]`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if Check([]byte(s)) != nil {
			return
		}
		var was, is any
		if err := json.Unmarshal([]byte(s), &was); err != nil {
			if json.Valid([]byte(s)) {
				return // a number beyond float64
			}
			t.Fatalf("passes %q", s)
		}
		if err := json.Unmarshal(Whole([]byte(s)), &is); err != nil || fmt.Sprint(was) != fmt.Sprint(is) && !strings.Contains(s, "-0") {
			t.Errorf("%q means %v, made whole %v (%v)", s, was, is, err)
		}
	})
}
