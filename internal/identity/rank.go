package identity

import (
	"context"
	"strconv"
	"strings"

	"congvu/internal/access"
)

// rank is one part of a list of people: those parts that fit best stand first, each in the order of lists. A person is in
// exactly one part.
type rank struct {
	given, notGiven string // what the given name begins with, or does not
	near, notNear   string // the unit that the primary unit is or lies below, or not
}

// ranks returns the parts of what q finds for somebody who works in near: first whose given name begins with the word typed
// last, for that is what people are called by, and among them those of the own unit. near is "" for lists that are read
// from the top, and for the agency itself, where everybody is near.
func ranks(text, near string) []rank {
	given := lastWord(text)
	parts := []rank{{}}
	if near != "" {
		parts = []rank{{near: near}, {notNear: near}}
	}
	if given == "" {
		return parts
	}
	var both []rank
	for _, p := range parts {
		p.given = given
		both = append(both, p)
	}
	for _, p := range parts {
		p.notGiven = given
		both = append(both, p)
	}
	return both
}

// nearTo returns the unit that a works in, "" for the agency itself and without a post.
func nearTo(a access.Actor) string {
	for _, post := range a.Appointments {
		if post.Primary && post.Unit != a.Agency {
			return post.Unit
		}
	}
	return ""
}

// position is where a list of people goes on: the part and the last sort key of it, "" for the part's beginning.
type position struct {
	part int
	key  string
}

// find returns a page of the people of f, part by part.
func (s *Service) find(ctx context.Context, f personFilter, parts []rank, from position) (Page, error) {
	page, limit := Page{People: []Person{}}, f.limit
	for i := from.part; i < len(parts); i++ {
		f.rank, f.after, f.limit = parts[i], "", limit-len(page.People)
		if i == from.part {
			f.after = from.key
		}
		rows, more, err := s.store.FindPeople(ctx, f)
		if err != nil {
			return Page{}, err
		}
		page.People = append(page.People, rows...)
		switch {
		case more:
			page.Next = cursorOf(parts, position{i, rows[len(rows)-1].Sort})
			return page, nil
		case len(page.People) == limit && i+1 < len(parts): // whether there are more shows when they are asked for
			page.Next = cursorOf(parts, position{part: i + 1})
			return page, nil
		}
	}
	return page, nil
}

// listOf names the list that parts make up, for its cursors.
func listOf(parts []rank) string {
	return strings.Join([]string{"people", parts[0].given, parts[0].near, strconv.Itoa(len(parts))}, "|")
}
