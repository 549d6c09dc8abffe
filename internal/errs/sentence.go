package errs

import (
	"embed"
	"encoding/json"
	"fmt"
	"path"
	"strings"
	"sync"
)

//go:embed sentences/*.json
var sentenceFiles embed.FS

// Lang is the language of a sentence: "vi" or "en".
type Lang string

// The languages of the product; Vietnamese comes first.
const (
	Vietnamese Lang = "vi"
	English    Lang = "en"
)

// table reads every sentence file once; a malformed file is a defect that every test and start meets at once.
var table = sync.OnceValue(func() map[string]map[Lang]string {
	all := map[string]map[Lang]string{}
	names, err := sentenceFiles.ReadDir("sentences")
	if err != nil {
		panic(fmt.Sprintf("errs: read sentences: %v", err))
	}
	for _, n := range names {
		raw, err := sentenceFiles.ReadFile(path.Join("sentences", n.Name()))
		if err != nil {
			panic(fmt.Sprintf("errs: read %s: %v", n.Name(), err))
		}
		part := map[string]map[Lang]string{}
		if err := json.Unmarshal(raw, &part); err != nil {
			panic(fmt.Sprintf("errs: parse %s: %v", n.Name(), err))
		}
		for code, s := range part {
			if _, dup := all[code]; dup {
				panic(fmt.Sprintf("errs: %s: %s stands twice", n.Name(), code))
			}
			all[code] = s
		}
	}
	return all
})

// Sentence returns e's sentence for a person, with its placeholders filled.
func (e *Error) Sentence(lang Lang) string { return Text(lang, e.Code, e.Args) }

// Sentence returns the field's sentence, starting with its label: "Lý do: cần ít nhất 10 ký tự."
func (f Field) Sentence(lang Lang) string {
	return Label(lang, f.Path) + ": " + Text(lang, "field."+f.Code, f.Args)
}

// Label returns the name that screens use for the field at a JSON path; a path without a label is shown as it is.
// List positions are ignored: "entries[2].text" has the label of "entries.text", else of "text".
func Label(lang Lang, jsonPath string) string {
	p := positions(jsonPath)
	for {
		if s, ok := table()["label."+p][lang]; ok {
			return s
		}
		_, rest, found := strings.Cut(p, ".")
		if !found {
			return jsonPath
		}
		p = rest
	}
}

// positions removes [n] from a JSON path.
func positions(p string) string {
	var b strings.Builder
	depth := 0
	for _, r := range p {
		switch {
		case r == '[':
			depth++
		case r == ']':
			depth--
		case depth == 0:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Text returns the sentence of a code with {placeholders} filled; an unknown code gives the neutral sentence.
func Text(lang Lang, code string, args map[string]string) string {
	s, ok := table()[code][lang]
	if !ok {
		s = table()[ErrInternal.Code][lang]
	}
	for k, v := range args {
		s = strings.ReplaceAll(s, "{"+k+"}", v)
	}
	return s
}

// Known reports whether code has a sentence in both languages.
func Known(code string) bool {
	s := table()[code]
	return s[Vietnamese] != "" && s[English] != ""
}
