package local

import (
	"context"
	"errors"
	"fmt"
	"net"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

const replicaSet = "rs0"

// Codes of the server.
const (
	authenticationFailed    = 18
	alreadyInitialized      = 23
	notYetInitialized       = 94
	configurationInProgress = 109
)

// ready waits for the server and brings it to where it takes writes as our user: the set's configuration names the
// port, so a node that moved finds itself removed from its own set until it is told again.
func (s *Server) ready(ctx context.Context) error {
	if err := s.answering(ctx); err != nil {
		return err
	}
	us, err := s.dial(&options.Credential{Username: user, Password: s.password, AuthSource: "admin"})
	if err != nil {
		return err
	}
	defer func() { _ = us.Disconnect(context.WithoutCancel(ctx)) }()

	// On its way to primary the server closes connections, and settles its own configuration before it takes another: what
	// was cut off or came too early is asked again, for each step may be repeated.
	if _, stopped := poll(ctx, startTimeout, func() bool {
		err = s.settle(ctx, us)
		return !cutOff(err) && !hasCode(err, configurationInProgress) || s.gone()
	}); err != nil || stopped != nil {
		return errors.Join(err, stopped)
	}
	return s.primary(ctx, us)
}

// gone reports whether the process has ended.
func (s *Server) gone() bool {
	select {
	case <-s.ended:
		return true
	default:
		return false
	}
}

// settle makes set and user the first time, later it sees to the address in the set.
func (s *Server) settle(ctx context.Context, us *mongo.Client) error {
	err := run(ctx, us, bson.D{{Key: "ping", Value: 1}})
	if hasCode(err, authenticationFailed) {
		return s.initiate(ctx)
	}
	if err != nil {
		return fmt.Errorf("sign in: %w", err)
	}
	if err := s.own(ctx, us); err != nil {
		return err
	}
	return s.moveTo(ctx, us)
}

// own refuses a server that listens at our port and runs on another folder, be it one with our password: a copy of ours.
func (s *Server) own(ctx context.Context, c *mongo.Client) error {
	var started struct {
		Parsed struct {
			Storage struct {
				Path string `bson:"dbPath"`
			} `bson:"storage"`
		} `bson:"parsed"`
	}
	if err := c.Database("admin").RunCommand(ctx, bson.D{{Key: "getCmdLineOpts", Value: 1}}).Decode(&started); err != nil {
		return fmt.Errorf("ask the server for its folder: %w", err)
	}
	if path := started.Parsed.Storage.Path; path != s.dir.data() {
		return fmt.Errorf("a server on %s listens at %s", path, s.host())
	}
	return nil
}

// cutOff reports whether a command failed with its connection, or while it waited for one that failed.
func cutOff(err error) bool {
	var pool interface{ Retryable() bool } // the driver's own error, which it does not label
	return mongo.IsNetworkError(err) || errors.As(err, &pool) && pool.Retryable()
}

// initiate makes the replica set and our user. Until the first user exists a connection from this machine may do so
// without a password (the localhost exception); the set may be there already, when an earlier start got no further.
func (s *Server) initiate(ctx context.Context) error {
	anyone, err := s.dial(nil)
	if err != nil {
		return err
	}
	defer func() { _ = anyone.Disconnect(context.WithoutCancel(ctx)) }()
	if err := run(ctx, anyone, bson.D{{Key: "replSetInitiate", Value: bson.D{
		{Key: "_id", Value: replicaSet},
		{Key: "members", Value: bson.A{bson.D{{Key: "_id", Value: 0}, {Key: "host", Value: s.host()}}}},
	}}}); err != nil && !hasCode(err, alreadyInitialized) {
		return fmt.Errorf("make the replica set: %w", err)
	}
	if err := s.primary(ctx, anyone); err != nil {
		return err
	}
	if err := run(ctx, anyone, bson.D{
		{Key: "createUser", Value: user}, {Key: "pwd", Value: s.password}, {Key: "roles", Value: bson.A{"root"}},
	}); err != nil {
		return fmt.Errorf("make the user: %w", err)
	}
	return nil
}

// dial makes a client for this one server, whatever its set says about its address.
func (s *Server) dial(as *options.Credential) (*mongo.Client, error) {
	o := options.Client().ApplyURI("mongodb://" + s.host() + "/?directConnection=true").
		SetTimeout(startTimeout).SetServerSelectionTimeout(time.Second).SetMaxPoolSize(2)
	if as != nil {
		o.SetAuth(*as)
	}
	return mongo.Connect(o)
}

// answering waits until the server takes connections; it stops early when the process has ended. It knocks at the port
// itself, for the driver asks an absent server twice a second only.
func (s *Server) answering(ctx context.Context) error {
	var last error
	ok, err := poll(ctx, startTimeout, func() bool {
		if s.gone() {
			return true
		}
		var c net.Conn
		if c, last = new(net.Dialer).DialContext(ctx, "tcp4", s.host()); last == nil {
			last = c.Close()
		}
		return last == nil
	})
	if s.gone() {
		return fmt.Errorf("mongod ended: %w", s.exit)
	}
	if err != nil || !ok {
		return errors.Join(err, last)
	}
	return nil
}

// hello is what the server says of itself to anybody.
type hello struct {
	Primary bool `bson:"isWritablePrimary"`
}

func (s *Server) hello(ctx context.Context, c *mongo.Client) (h hello, err error) {
	err = c.Database("admin").RunCommand(ctx, bson.D{{Key: "hello", Value: 1}}).Decode(&h)
	return h, err
}

// primary waits until the server takes writes.
func (s *Server) primary(ctx context.Context, c *mongo.Client) error {
	ok, err := poll(ctx, startTimeout, func() bool {
		h, err := s.hello(ctx, c)
		return err == nil && h.Primary
	})
	if err == nil && !ok {
		err = errors.New("the server did not become primary")
	}
	return err
}

// moveTo tells the set its member's address, by force, when it names another: the port it was made with was taken.
func (s *Server) moveTo(ctx context.Context, c *mongo.Client) error {
	var got struct {
		Config struct {
			Version int `bson:"version"`
			Members []struct {
				Host string `bson:"host"`
			} `bson:"members"`
		} `bson:"config"`
	}
	var err error
	if _, stopped := poll(ctx, startTimeout, func() bool { // just started, it has not read its own configuration yet
		err = c.Database("admin").RunCommand(ctx, bson.D{{Key: "replSetGetConfig", Value: 1}}).Decode(&got)
		return !hasCode(err, notYetInitialized)
	}); err != nil || stopped != nil {
		return fmt.Errorf("read the replica set: %w", errors.Join(err, stopped))
	}
	if len(got.Config.Members) == 1 && got.Config.Members[0].Host == s.host() {
		return nil
	}
	if err := run(ctx, c, bson.D{
		{Key: "replSetReconfig", Value: bson.D{
			{Key: "_id", Value: replicaSet},
			{Key: "version", Value: got.Config.Version + 1},
			{Key: "members", Value: bson.A{bson.D{{Key: "_id", Value: 0}, {Key: "host", Value: s.host()}}}},
		}},
		{Key: "force", Value: true},
	}); err != nil {
		return fmt.Errorf("move the replica set to %s: %w", s.host(), err)
	}
	return nil
}

func run(ctx context.Context, c *mongo.Client, command bson.D) error {
	return c.Database("admin").RunCommand(ctx, command).Err()
}

// hasCode reports whether err is the server's answer with that code.
func hasCode(err error, code int) bool {
	var answer mongo.ServerError
	return errors.As(err, &answer) && answer.HasErrorCode(code)
}
