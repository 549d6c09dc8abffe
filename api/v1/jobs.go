package v1

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/jobs"
)

func (s *Server) registerJobs(api huma.API) {
	huma.Register(api, op("jobs", http.MethodGet, "/jobs", "Tác vụ định kỳ: lần chạy tới, các lần đã chạy", roles(access.Admin), 403), s.jobList)
	huma.Register(api, op("job-run", http.MethodPost, "/jobs/{name}/run", "Chạy ngay một tác vụ",
		roles(access.Admin), 403, 404, 409, 422), s.jobRun)
	huma.Register(api, op("job-stop", http.MethodPost, "/jobs/{name}/stop", "Dừng một lượt đang chạy",
		roles(access.Admin), 403, 404, 409, 422), s.jobStop)
}

// JobRun is one run of a job.
type JobRun struct {
	ID         string     `json:"id" doc:"Mã"`
	Job        string     `json:"job" doc:"Tên tác vụ"`
	Period     string     `json:"period" doc:"Kỳ: phút bắt đầu theo giờ Việt Nam, ví dụ 2026-04-29T08:30"`
	State      string     `json:"state" enum:"running,done,failed" doc:"Trạng thái"`
	StartedAt  time.Time  `json:"startedAt" doc:"Lúc bắt đầu"`
	FinishedAt *time.Time `json:"finishedAt,omitempty" doc:"Lúc kết thúc"`
	Error      string     `json:"error,omitempty" doc:"Vì sao không xong"`
	Done       int        `json:"done" doc:"Số phần đã làm"`
	By         string     `json:"by,omitempty" doc:"Ai chạy hoặc dừng bằng tay"`
}

// jobRunOf gives a run its shape; an error is said by its code, for its text may hold what only developers should see.
func jobRunOf(ctx context.Context, r jobs.Record) JobRun {
	run := JobRun{
		ID: r.ID, Job: r.Job, Period: r.Period, State: string(r.State), StartedAt: r.StartedAt, FinishedAt: r.FinishedAt,
		Done: max(r.Items, len(r.Done)), By: r.ByName,
	}
	if r.Code != "" {
		run.Error = errs.Text(languageIn(ctx), r.Code, nil)
	}
	return run
}

// JobStatus is a job with its next time and its last run.
type JobStatus struct {
	Name     string    `json:"name" doc:"Tên"`
	Schedule string    `json:"schedule" doc:"Lịch chạy: phút, giờ, ngày, tháng, thứ, theo giờ Việt Nam"`
	Next     time.Time `json:"next" doc:"Lần chạy tới"`
	Last     *JobRun   `json:"last,omitempty" doc:"Lần chạy gần nhất"`
}

// JobList is every job and the last runs of all.
type JobList struct {
	Jobs []JobStatus `json:"jobs" doc:"Các tác vụ"`
	Runs []JobRun    `json:"runs" doc:"Các lần chạy gần đây, mới nhất trước"`
}

// shownRuns is how many runs the list holds.
const shownRuns = 100

// jobList serves GET /api/v1/jobs.
func (s *Server) jobList(ctx context.Context, _ *struct{}) (*reply[JobList], error) {
	all, err := s.Jobs.Jobs(ctx)
	if err != nil {
		return nil, err
	}
	runs, err := s.Jobs.History(ctx, shownRuns)
	if err != nil {
		return nil, err
	}
	out := JobList{Jobs: []JobStatus{}, Runs: []JobRun{}}
	for _, j := range all {
		status := JobStatus{Name: j.Name, Schedule: j.Spec, Next: j.Next}
		if j.Last != nil {
			last := jobRunOf(ctx, *j.Last)
			status.Last = &last
		}
		out.Jobs = append(out.Jobs, status)
	}
	for _, r := range runs {
		out.Runs = append(out.Runs, jobRunOf(ctx, r))
	}
	return replyWith(out), nil
}

type jobRunInput struct {
	Name string `path:"name" maxLength:"64" doc:"Tên tác vụ"`
	Body struct {
		Period string `json:"period,omitempty" maxLength:"16" doc:"Kỳ cần chạy lại; mặc định là lúc này"`
	}
}

// jobRun serves POST /api/v1/jobs/{name}/run: it begins the run and returns; the list shows how it ends.
func (s *Server) jobRun(ctx context.Context, in *jobRunInput) (*reply[JobRun], error) {
	r, err := s.Jobs.Trigger(ctx, actorOf(ctx), in.Name, in.Body.Period)
	if err != nil {
		return nil, err
	}
	return replyWith(jobRunOf(ctx, r)), nil
}

type jobStopInput struct {
	Name string `path:"name" maxLength:"64" doc:"Tên tác vụ"`
	Body struct {
		Period string `json:"period" minLength:"1" maxLength:"16" doc:"Kỳ đang chạy"`
	}
}

// jobStop serves POST /api/v1/jobs/{name}/stop: whichever node runs the period stops within seconds.
func (s *Server) jobStop(ctx context.Context, in *jobStopInput) (*reply[JobRun], error) {
	r, err := s.Jobs.Cancel(ctx, actorOf(ctx), in.Name, in.Body.Period)
	if err != nil {
		return nil, err
	}
	return replyWith(jobRunOf(ctx, r)), nil
}

// languageIn returns the language of the request being served.
func languageIn(ctx context.Context) errs.Lang {
	if lang, ok := ctx.Value(languageKey).(errs.Lang); ok {
		return lang
	}
	return errs.Vietnamese
}
