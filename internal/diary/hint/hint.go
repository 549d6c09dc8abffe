package hint

import (
	"slices"

	"congvu/pkg/fold"
	"congvu/pkg/vncal"
)

// Kind says what is unlikely, as sent.
type Kind string

// The kinds of hints, in the order in which they are told.
const (
	Long   Kind = "long"   // more hours than anybody works in a day
	Steady Kind = "steady" // to the minute the same eight hours, day after day
	Copy   Kind = "copy"   // nearly the words of an earlier day
	Late   Kind = "late"   // written long after
	Peers  Kind = "peers"  // far from what others need for the same product
)

// Where a hint begins. They are set so that an ordinary day has none.
const (
	longMinutes   = 12 * 60 // more than these
	steadyMinutes = 8 * 60  // exactly these
	steadyDays    = 5       // so many days written one after another, the asked one among them
	copyPercent   = 90      // of the words of both days together
	copyWords     = 12      // fewer different words repeat by themselves
	lateDays      = 3       // working days after the day
	peersTimes    = 3       // so many times more, or less, than the middle of the others
	peersLeast    = 60      // minutes; shorter work scatters too much
	peersTasks    = 5       // tasks of others, and
	peersPeople   = 3       // different people, so that nobody's own time is told
)

// Line is one entry of a day.
type Line struct {
	Text     string
	Minutes  int
	Prepared bool       // kept from what the system wrote: its words are not the author's
	Changed  vncal.Date // when its content was last changed
}

// Day is a written day.
type Day struct {
	Date  vncal.Date
	Lines []Line
}

// minutes returns the sum of the day.
func (d Day) minutes() int {
	sum := 0
	for _, l := range d.Lines {
		sum += l.Minutes
	}
	return sum
}

// Spent is the time that one person has written for one task of a product.
type Spent struct {
	Person  string
	Task    string // its code
	Product string // its code
	Minutes int
}

// Hint is one question about a day, with the numbers that are compared.
type Hint struct {
	Kind    Kind
	Own     int        // minutes of Long and Peers, days of Steady and Late, percent of Copy
	Other   int        // what Own is compared with: the bound of Long, Steady and Late, the middle of Peers
	Date    vncal.Date // of Copy: the day that it repeats
	Task    string     // of Peers: whose time it is
	Product string     // of Peers
	People  int        // of Peers: how many others there are
}

// Of returns the hints about a day. earlier are its author's written days before it, newest first; own is what its author has
// written for the tasks of that day, others what other people have written for tasks of the same products.
func Of(d Day, earlier []Day, own, others []Spent, cal *vncal.Calendar) []Hint {
	hints := []Hint{}
	if n := d.minutes(); n > longMinutes {
		hints = append(hints, Hint{Kind: Long, Own: n, Other: longMinutes})
	}
	if n := steady(d, earlier); n >= steadyDays {
		hints = append(hints, Hint{Kind: Steady, Own: n, Other: steadyMinutes})
	}
	if h, ok := repeated(d, earlier); ok {
		hints = append(hints, h)
	}
	late := 0
	for _, l := range d.Lines {
		if l.Changed > d.Date {
			late = max(late, cal.WorkingDaysBetween(d.Date, l.Changed))
		}
	}
	if late >= lateDays {
		hints = append(hints, Hint{Kind: Late, Own: late, Other: lateDays})
	}
	return append(hints, apart(own, others)...)
}

// steady counts the days up to d, one written after another, that come to exactly eight hours.
func steady(d Day, earlier []Day) int {
	n := 0
	for _, x := range append([]Day{d}, earlier...) {
		if x.minutes() != steadyMinutes {
			break
		}
		n++
	}
	return n
}

// words returns the different words that the author of a day wrote in it.
func words(d Day) []string {
	var texts []string
	for _, l := range d.Lines {
		if !l.Prepared {
			texts = append(texts, l.Text)
		}
	}
	all := fold.Tokens(texts...)
	slices.Sort(all)
	return slices.Compact(all)
}

// repeated compares the words of a day with those of each day before it: the share of the common words among all of both.
func repeated(d Day, earlier []Day) (Hint, bool) {
	mine, best := words(d), Hint{Kind: Copy}
	if len(mine) < copyWords {
		return best, false
	}
	for _, x := range earlier {
		theirs, common := words(x), 0
		for _, w := range theirs {
			if _, found := slices.BinarySearch(mine, w); found {
				common++
			}
		}
		if percent := 100 * common / (len(mine) + len(theirs) - common); percent > best.Own {
			best.Own, best.Date = percent, x.Date
		}
	}
	return best, best.Own >= copyPercent
}

// apart compares the time for each task of the author's with the middle of what others wrote for tasks of the same product.
func apart(own, others []Spent) []Hint {
	var hints []Hint
	for _, mine := range own {
		var times []int
		people := map[string]bool{}
		for _, x := range others {
			if x.Product == mine.Product && x.Person != mine.Person && x.Minutes > 0 {
				times = append(times, x.Minutes)
				people[x.Person] = true
			}
		}
		if mine.Product == "" || mine.Minutes == 0 || len(times) < peersTasks || len(people) < peersPeople {
			continue
		}
		middle := median(times)
		if max(mine.Minutes, middle) < peersLeast || mine.Minutes < peersTimes*middle && peersTimes*mine.Minutes > middle {
			continue
		}
		hints = append(hints, Hint{Kind: Peers, Own: mine.Minutes, Other: middle, Task: mine.Task, Product: mine.Product, People: len(people)})
	}
	return hints
}

// median returns the middle of numbers, at least one: of an even count the lower of the two, for nobody's own is made up.
func median(numbers []int) int {
	slices.Sort(numbers)
	return numbers[(len(numbers)-1)/2]
}
