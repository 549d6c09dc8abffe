package backup

import (
	"fmt"
	"os"
	"strings"

	"filippo.io/age"
)

// Recipients reads public keys of age ("age1…"), each of which alone opens what is written for them. ErrKey for one that is none.
func Recipients(keys []string) ([]age.Recipient, error) {
	var all []age.Recipient
	for _, key := range keys {
		one, err := age.ParseRecipients(strings.NewReader(key))
		if err != nil {
			return nil, fmt.Errorf("recipient: %w: %w", ErrKey, err)
		}
		all = append(all, one...)
	}
	return all, nil
}

// Identities reads the secret keys of a file that age-keygen has written. ErrKey when it holds none.
func Identities(path string) ([]age.Identity, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("identity: %w: %w", ErrKey, err)
	}
	defer func() { _ = f.Close() }()
	all, err := age.ParseIdentities(f)
	if err != nil {
		return nil, fmt.Errorf("identity: %w: %w", ErrKey, err)
	}
	return all, nil
}

// withOurs returns the recipients and a key of our own beside them that nobody else ever has: with it we read back what we have
// written, which its recipients alone could otherwise. It is gone when the copy is made.
func withOurs(to []age.Recipient) ([]age.Recipient, []age.Identity, error) {
	if len(to) == 0 {
		return nil, nil, nil
	}
	for _, r := range to {
		if _, hybrid := r.(*age.HybridRecipient); hybrid { // age mixes the two kinds in no file
			ours, err := age.GenerateHybridIdentity()
			if err != nil {
				return nil, nil, fmt.Errorf("encrypt: %w", err)
			}
			return append(to[:len(to):len(to)], ours.Recipient()), []age.Identity{ours}, nil
		}
	}
	ours, err := age.GenerateX25519Identity()
	if err != nil {
		return nil, nil, fmt.Errorf("encrypt: %w", err)
	}
	return append(to[:len(to):len(to)], ours.Recipient()), []age.Identity{ours}, nil
}
