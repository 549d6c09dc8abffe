package demo

// habit is how somebody works: chances in a hundred, and how many half points each group of the general criteria mostly
// lacks. Without differences between people a table of scores would show nothing.
type habit struct {
	late, stuck     int // handed in a day or two after the deadline; more than a week
	returned, major int // returned for rework; of these for a major content error
	least, most     int // half points below the maximum
}

// habitOf returns a person's habit, the same in every sample.
func habitOf(no string) habit {
	switch x := random("habit " + no).IntN(10); {
	case x < 4 || no == officer:
		return habit{late: 6, stuck: 1, returned: 8, major: 25, least: 0, most: 3}
	case x < 8:
		return habit{late: 16, stuck: 3, returned: 14, major: 40, least: 3, most: 7}
	default:
		return habit{late: 30, stuck: 8, returned: 25, major: 50, least: 6, most: 10}
	}
}
