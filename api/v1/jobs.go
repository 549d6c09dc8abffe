package v1

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"congvu/internal/access"
	"congvu/internal/doctor"
	"congvu/internal/errs"
	"congvu/internal/jobs"
)

func (s *Server) registerJobs(api huma.API) {
	huma.Register(api, op("jobs", http.MethodGet, "/jobs", "Tác vụ định kỳ: lần gần nhất, lần tới", roles(access.Admin), 403), s.jobList)
	huma.Register(api, op("job-runs", http.MethodGet, "/jobs/{name}/runs", "Các lần chạy của một tác vụ, mới nhất trước",
		roles(access.Admin), 403, 404, 422), s.jobRuns)
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
	Name     string    `json:"name" doc:"Mã tác vụ"`
	Title    string    `json:"title" doc:"Tên gọi"`
	Schedule string    `json:"schedule" doc:"Lịch chạy: phút, giờ, ngày, tháng, thứ, theo giờ Việt Nam"`
	Next     time.Time `json:"next" doc:"Lần chạy tới"`
	Last     *JobRun   `json:"last,omitempty" doc:"Lần chạy gần nhất"`
}

// jobList serves GET /api/v1/jobs.
func (s *Server) jobList(ctx context.Context, _ *struct{}) (*list[JobStatus], error) {
	all, err := s.Jobs.Jobs(ctx)
	if err != nil {
		return nil, err
	}
	out := &list[JobStatus]{}
	out.Body.Items = []JobStatus{}
	for _, j := range all {
		status := JobStatus{Name: j.Name, Title: doctor.JobName(languageIn(ctx), j.Name), Schedule: j.Spec, Next: j.Next}
		if j.Last != nil {
			last := jobRunOf(ctx, *j.Last)
			status.Last = &last
		}
		out.Body.Items = append(out.Body.Items, status)
	}
	return out, nil
}

// shownRuns is how many runs of a job are listed.
const shownRuns = 50

// jobRuns serves GET /api/v1/jobs/{name}/runs.
func (s *Server) jobRuns(ctx context.Context, in *struct {
	Name string `path:"name" maxLength:"64" doc:"Tên tác vụ"`
}) (*list[JobRun], error) {
	runs, err := s.Jobs.History(ctx, in.Name, shownRuns)
	if err != nil {
		return nil, err
	}
	out := &list[JobRun]{}
	out.Body.Items = []JobRun{}
	for _, r := range runs {
		out.Body.Items = append(out.Body.Items, jobRunOf(ctx, r))
	}
	return out, nil
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
