package session

// State is what an account can be used for (trạng thái tài khoản).
type State string

// The states, as sent.
const (
	Pending  State = "pending"  // chưa kích hoạt: no password has been chosen yet
	Active   State = "active"   // hoạt động
	Disabled State = "disabled" // tạm khóa, by an administrator, until further notice
	Closed   State = "closed"   // đã đóng: the person left
)

// States lists every state.
func States() []State { return []State{Pending, Active, Disabled, Closed} }

// State returns the account's state; that of no account at all is Pending.
func (a Account) State() State {
	switch {
	case a.Closed:
		return Closed
	case a.Disabled:
		return Disabled
	case a.Hash == "":
		return Pending
	}
	return Active
}
