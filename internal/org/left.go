package org

import (
	"strconv"

	"congvu/internal/errs"
)

// stillThere is the refusal to end a unit in which something is left, naming what.
func stillThere(u Unit, posts, tasks, units int) error {
	return ErrLeft.Arg("unit", u.Name).Arg("posts", strconv.Itoa(posts)).Arg("tasks", strconv.Itoa(tasks)).Arg("units", strconv.Itoa(units))
}

// faultOf is a refusal as a change keeps it.
func faultOf(err error) *Fault {
	e := errs.As(err)
	return &Fault{Code: e.Code, Args: e.Args}
}
