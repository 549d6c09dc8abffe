package document

import (
	"context"
	"errors"
	"fmt"
	"io"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/files"
	"congvu/pkg/edxml"
	"congvu/pkg/fold"
)

// Errors of messages.
var (
	ErrMessage   = errs.New(errs.Invalid, "document.message", "the file is no message of QCVN 102:2016")
	ErrHarmful   = errs.New(errs.Invalid, "document.message_harmful", "the message has entities, is nested too deeply or too large")
	ErrStatus    = errs.New(errs.Invalid, "document.message_status", "the message is a report of status")
	ErrWithdrawn = errs.New(errs.Invalid, "document.message_withdrawn", "the message withdraws a document")
)

// Message is what a message between document systems (thông điệp edXML) holds, ready to be entered: nothing is in the register yet.
type Message struct {
	Entry   Entry        // as far as the message says it; what it leaves out is empty
	To      []string     // names of those to whom it was sent
	Kind    edxml.Kind   // whether it brings something new, or another version of what was sent before
	Signer  string       // who has signed the document
	Files   []files.File // its attachments, kept for a until they are attached or swept
	Refused []Refused    // attachments that are not taken
}

// Refused is an attachment that is not taken, and why.
type Refused struct {
	Name string
	Why  *errs.Error
}

// attachmentFaults say why an attachment cannot be read.
var attachmentFaults = map[edxml.Fault]*errs.Error{
	edxml.Missing:  errs.New(errs.Invalid, "document.attachment_missing", "the attachment is listed but was not sent"),
	edxml.Unlisted: errs.New(errs.Invalid, "document.attachment_unlisted", "the attachment was sent but is not listed"),
	edxml.Encoding: errs.New(errs.Invalid, "document.attachment_encoding", "the attachment cannot be decoded"),
	edxml.Packed:   errs.New(errs.Invalid, "document.attachment_packed", "the attachment is packed in a damaged or harmful way"),
}

// urgencyOf are the grades of urgency by the priority of a message.
var urgencyOf = []string{"thuong", "khan", "thuong_khan", "hoa_toc", "hoa_toc"}

// Read reads a message that a, a clerk, has brought as a file, and keeps what is attached to it as files of a's. Doing it again
// gives the same files. Errors: ErrClerk; ErrMessage, ErrHarmful, ErrStatus, ErrWithdrawn; files.ErrParts while it is not sent
// whole, files.ErrScanning, errs.ErrNotFound for a file of somebody else's; errs.ErrUnavailable while other messages are read.
func (r *Register) Read(ctx context.Context, a access.Actor, fileID string) (Message, error) {
	_, keeps, err := r.bodyOf(ctx, a)
	switch {
	case err != nil:
		return Message{}, err
	case !keeps:
		return Message{}, ErrClerk
	}
	up, err := r.deps.Files.Pending(ctx, a, fileID)
	switch {
	case err != nil:
		return Message{}, err
	case up.File.State == files.Receiving:
		return Message{}, files.ErrParts
	}
	select { // one message may take some hundred megabytes
	case r.reading <- struct{}{}:
		defer func() { <-r.reading }()
	case <-ctx.Done():
		return Message{}, errs.ErrUnavailable
	}
	content, err := r.deps.Files.Open(ctx, up.File)
	if err != nil {
		return Message{}, err
	}
	defer content.Close() //nolint:errcheck // only read
	data, err := io.ReadAll(content)
	if err != nil {
		return Message{}, fmt.Errorf("read message: %w", err)
	}
	read, err := edxml.Read(data)
	if err != nil {
		return Message{}, messageFault(err)
	}
	m := Message{To: read.To, Kind: read.Kind, Signer: read.Signer, Entry: Entry{
		Input: Input{
			Number: read.Number, Date: read.Date, Issuer: read.From, Abstract: fold.Line(read.Subject), Urgency: urgencyOf[read.Priority],
		},
		On: r.today(), Type: read.Type,
	}}
	if read.Notation != "" {
		m.Entry.Number = read.Notation
		if read.Number != "" {
			m.Entry.Number = read.Number + "/" + read.Notation
		}
	}
	for i, f := range read.Files {
		why := attachmentFaults[f.Fault]
		if why == nil {
			kept, err := r.deps.Files.Keep(ctx, a, f.Name, f.Data, fmt.Sprintf("%s|%d", fileID, i))
			if err == nil {
				m.Files = append(m.Files, kept)
				continue
			}
			if why = errs.As(err); why.Kind != errs.Invalid && why.Kind != errs.Conflict {
				return Message{}, err
			}
		}
		m.Refused = append(m.Refused, Refused{Name: f.Name, Why: why})
	}
	return m, nil
}

func messageFault(err error) error {
	switch {
	case errors.Is(err, edxml.ErrDoctype), errors.Is(err, edxml.ErrBounds):
		return ErrHarmful
	case errors.Is(err, edxml.ErrStatus):
		return ErrStatus
	case errors.Is(err, edxml.ErrWithdrawn):
		return ErrWithdrawn
	}
	return ErrMessage
}
