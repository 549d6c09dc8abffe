package evaluation

// InBatchesOf has a month's work done n at a time, so that a handful of people are several batches.
func (s *Service) InBatchesOf(n int) { s.batch = n }
