package realtime

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/gorilla/websocket"

	"congvu/internal/strictjson"
)

// hello is the first frame, the client's only one: the ticket, and what it knows from an earlier connection.
type hello struct {
	Ticket string `json:"ticket"`
	Epoch  string `json:"epoch"`
	Last   string `json:"last"` // id of the last event it knows
}

// message is every frame that the server sends.
type message struct {
	Type    string  `json:"type"` // ready, event, ping, resync
	ID      string  `json:"id,omitempty"`
	Object  *object `json:"object,omitempty"`
	Version int64   `json:"version,omitempty"`
	Epoch   string  `json:"epoch,omitempty"`
	Last    string  `json:"last,omitempty"`
	Resync  *bool   `json:"resync,omitempty"`
}

type object struct {
	Type string `json:"type"`
	ID   string `json:"id"`
}

// frame is a message on its way to sockets: built once, whatever their number.
type frame struct {
	id   string // of the event, for dropping what a replay has told already; empty for other messages
	ping bool
	msg  *websocket.PreparedMessage
}

func newFrame(m message) *frame {
	raw, err := json.Marshal(m)
	if err != nil {
		panic(fmt.Sprintf("realtime: marshal message: %v", err)) // strings and numbers only: cannot happen
	}
	prepared, err := websocket.NewPreparedMessage(websocket.TextMessage, raw)
	if err != nil {
		panic(fmt.Sprintf("realtime: prepare message: %v", err)) // renders into memory: cannot happen
	}
	f := &frame{ping: m.Type == "ping", msg: prepared}
	if m.Type == "event" {
		f.id = m.ID
	}
	return f
}

func eventFrame(e Event) *frame {
	return newFrame(message{Type: "event", ID: e.ID, Object: &object{e.Type, e.Object}, Version: e.Version})
}

func positionFrame(typ, epoch, last string) *frame {
	return newFrame(message{Type: typ, Epoch: epoch, Last: last})
}

func readyFrame(epoch, last string, resync bool) *frame {
	return newFrame(message{Type: "ready", Epoch: epoch, Last: last, Resync: &resync})
}

var errHello = errors.New("first frame is not {ticket, epoch, last}")

// parseHello reads the first frame: each key in its own case and once, nothing else, texts only.
func parseHello(raw []byte) (hello, error) {
	v, ok := strictjson.Texts(raw, "ticket", "epoch", "last")
	if !ok || v["ticket"] == "" {
		return hello{}, errHello
	}
	return hello{Ticket: v["ticket"], Epoch: v["epoch"], Last: v["last"]}, nil
}
