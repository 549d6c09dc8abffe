package jobs

import "context"

// ForAgency returns the Run of a job that works on the agency of the installation. agency returns its id, "" before it
// was made: a new installation has nothing to do yet, and that is no failure.
func ForAgency(agency func(ctx context.Context) (string, error), work func(ctx context.Context, agency string, r Run) error) func(ctx context.Context, r Run) error {
	return func(ctx context.Context, r Run) error {
		id, err := agency(ctx)
		if err != nil || id == "" {
			return err
		}
		return work(ctx, id, r)
	}
}
