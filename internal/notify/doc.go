// Package notify sends e-mail (thư điện tử) that acts of other packages put into its outbox.
//
// A letter is queued in the transaction of the act that it tells of, so it goes out exactly when the act is kept. Its text is
// written only at the moment it is handed to the mail server, in a transaction with that step: what must not lie about, such as
// an activation code, is made then and stored nowhere, and whoever writes it sees the rights as they are then.
//
// No letter goes out twice. A node that dies before it begins to hand a letter over has sent nothing, and another one takes the
// letter up; one that dies while handing it over leaves a letter of which nobody knows whether it arrived: it is not sent again
// but shown as such.
package notify
