package vncal

import (
	"fmt"
	"sync"
	"time"
	_ "time/tzdata" // the zone travels with the program
)

// zone panics when the embedded zone cannot be read: going on in another zone would move every deadline.
var zone = sync.OnceValue(func() *time.Location {
	z, err := time.LoadLocation("Asia/Ho_Chi_Minh")
	if err != nil {
		panic(fmt.Sprintf("vncal: load zone: %v", err))
	}
	return z
})

// Zone returns Asia/Ho_Chi_Minh.
func Zone() *time.Location { return zone() }
