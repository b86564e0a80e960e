// The driver that clients/conformance speaks to: commands as lines of JSON in, answers out.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"log/slog"
	"os"
	"strings"
	"sync"
	"time"

	"google.golang.org/genproto/googleapis/rpc/code"
	"google.golang.org/protobuf/proto"

	"github.com/supportchat/supportchat/clients/go"
	pb "github.com/supportchat/supportchat/clients/go/supportchatv1"
)

type command struct {
	ID           int64  `json:"id"`
	Op           string `json:"op"`
	Client       string `json:"client"`
	Conversation string `json:"conversation"`
	Target       string `json:"target"`
	Login        struct {
		Visitor *struct {
			Site, Name string
		}
		Agent *struct {
			Email, Password string
		}
		APIKey string `json:"api_key"`
		Tokens *struct {
			Token        string
			RefreshToken string `json:"refresh_token"`
		}
	} `json:"login"`
	Options struct {
		Deadline      int64 `json:"deadline_ms"`
		Keepalive     int64 `json:"keepalive_ms"`
		KeepaliveWait int64 `json:"keepalive_timeout_ms"`
	} `json:"options"`
	Session         int64  `json:"session"`
	AfterSeq        int64  `json:"after_seq"`
	Text            string `json:"text"`
	ClientMessageID string `json:"client_message_id"`
	Count           int    `json:"count"`
	Timeout         int64  `json:"timeout_ms"`
	Seq             int64  `json:"seq"`
}

type result map[string]any

// A conversation is one that is open, with what the driver counts of it.
type conversation struct {
	*supportchat.Conversation
	mu            sync.Mutex
	typing, marks int
	// Closed when the send before is submitted.
	turn chan struct{}
}

type client struct {
	*supportchat.Client
	openInbox func() *supportchat.Inbox
}

type driver struct {
	mu            sync.Mutex
	clients       map[string]*client
	conversations map[string]*conversation
	out           *json.Encoder
}

func main() {
	d := &driver{clients: map[string]*client{}, conversations: map[string]*conversation{}, out: json.NewEncoder(os.Stdout)}
	commands := json.NewDecoder(os.Stdin)
	for {
		var c command
		err := commands.Decode(&c)
		if err == io.EOF {
			break
		}
		if err != nil {
			log.Fatal(err)
		}
		do := d.begin(&c)
		go func() {
			result, err := do(context.Background())
			d.answer(c.ID, result, err)
		}()
	}
	for _, client := range d.clients {
		client.Close()
	}
}

func (d *driver) answer(id int64, done result, err error) {
	line := result{"id": id, "result": done}
	if err != nil {
		line = result{"id": id, "error": described(err)}
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.out.Encode(line); err != nil {
		log.Fatal(err)
	}
}

func described(err error) result {
	var problem *supportchat.Error
	if !errors.As(err, &problem) {
		return result{"code": "UNKNOWN", "reason": "", "message": err.Error(), "fields": []string{}, "retryable": false}
	}
	fields := []string{}
	for _, field := range problem.Fields {
		fields = append(fields, field.Field)
	}
	return result{
		"code":      code.Code(problem.Code).String(),
		"reason":    problem.Reason,
		"message":   problem.Message,
		"fields":    fields,
		"retryable": problem.Retryable(),
	}
}

// begin does what must be done in the order of the lines, and returns the rest.
func (d *driver) begin(c *command) func(context.Context) (result, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	at, in := d.clients[c.Client], d.conversations[c.Conversation]
	switch c.Op {
	case "connect":
		return func(context.Context) (result, error) { return result{}, d.connect(c) }
	case "start":
		return func(ctx context.Context) (result, error) {
			opened := &conversation{}
			var err error
			if opened.Conversation, err = at.Start(ctx, supportchat.OnEvent(opened.hear)); err != nil {
				return nil, err
			}
			d.add(c.Conversation, opened)
			return result{"session": opened.SessionID()}, nil
		}
	case "open":
		return func(context.Context) (result, error) {
			opened := &conversation{}
			opened.Conversation = at.Conversation(c.Session, supportchat.AfterSeq(c.AfterSeq), supportchat.OnEvent(opened.hear))
			d.add(c.Conversation, opened)
			return result{}, nil
		}
	case "send":
		turn, next := in.turn, make(chan struct{})
		in.turn = next
		return func(ctx context.Context) (result, error) { return in.send(ctx, c, turn, next) }
	case "next":
		return func(ctx context.Context) (result, error) { return in.next(ctx, c) }
	case "mark_read":
		return func(ctx context.Context) (result, error) { return result{}, in.MarkRead(ctx, c.Seq) }
	case "typing":
		return func(context.Context) (result, error) {
			in.Typing(false)
			return result{}, nil
		}
	case "heard":
		return func(context.Context) (result, error) {
			in.mu.Lock()
			defer in.mu.Unlock()
			return result{"typing": in.typing, "marks": in.marks}, nil
		}
	case "inbox":
		return func(ctx context.Context) (result, error) { return at.inbox(ctx, c) }
	case "serve":
		go at.serve()
		return func(context.Context) (result, error) { return result{}, nil }
	case "get_session":
		return func(ctx context.Context) (result, error) {
			response, err := at.Chat.GetChatSession(ctx, &pb.GetChatSessionRequest{Id: c.Session})
			return result{"status": short(response.GetChatSession().GetStatus().String(), "CHAT_SESSION_STATUS_")}, err
		}
	case "close":
		return func(context.Context) (result, error) {
			in.Close()
			return result{}, nil
		}
	case "disconnect":
		return func(context.Context) (result, error) { return result{}, at.Close() }
	default:
		return func(context.Context) (result, error) { return nil, errors.New("there is no " + c.Op) }
	}
}

func (d *driver) connect(c *command) error {
	var login supportchat.Login
	switch {
	case c.Login.Visitor != nil:
		login = supportchat.Visitor{Site: c.Login.Visitor.Site, Name: c.Login.Visitor.Name}
	case c.Login.Agent != nil:
		login = supportchat.Agent{Email: c.Login.Agent.Email, Password: c.Login.Agent.Password}
	case c.Login.Tokens != nil:
		login = supportchat.Tokens{Token: c.Login.Tokens.Token, RefreshToken: c.Login.Tokens.RefreshToken}
	default:
		login = supportchat.APIKey(c.Login.APIKey)
	}
	options := []supportchat.Option{
		supportchat.WithLogger(slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelDebug})).With("client", c.Client)),
	}
	if c.Options.Deadline > 0 {
		options = append(options, supportchat.WithDeadline(milliseconds(c.Options.Deadline)))
	}
	if c.Options.Keepalive > 0 {
		options = append(options, supportchat.WithKeepalive(milliseconds(c.Options.Keepalive), milliseconds(c.Options.KeepaliveWait)))
	}
	made, err := supportchat.New(c.Target, login, options...)
	if err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.clients[c.Client] = &client{made, sync.OnceValue(made.Inbox)}
	return nil
}

func (d *driver) add(name string, opened *conversation) {
	opened.turn = make(chan struct{})
	close(opened.turn)
	d.mu.Lock()
	defer d.mu.Unlock()
	d.conversations[name] = opened
}

func (in *conversation) hear(event proto.Message) {
	in.mu.Lock()
	defer in.mu.Unlock()
	switch event.(type) {
	case *pb.Typing:
		in.typing++
	case *pb.MarksChanged:
		in.marks++
	}
}

func (in *conversation) send(ctx context.Context, c *command, turn, next chan struct{}) (result, error) {
	var options []supportchat.SendOption
	if c.ClientMessageID != "" {
		options = append(options, supportchat.ClientMessageID(c.ClientMessageID))
	}
	<-turn
	sending, err := in.Submit(ctx, c.Text, options...)
	close(next)
	if err != nil {
		return nil, err
	}
	ack, err := sending.Wait(ctx)
	if err != nil {
		return nil, err
	}
	return result{"seq": ack.GetSeq(), "message_id": ack.GetMessageId(), "client_message_id": ack.GetClientMessageId()}, nil
}

func (in *conversation) next(ctx context.Context, c *command) (result, error) {
	ctx, cancel := context.WithTimeout(ctx, milliseconds(c.Timeout))
	defer cancel()
	messages := []result{}
	for len(messages) < c.Count {
		select {
		case message, more := <-in.Messages():
			if !more {
				if err := in.Err(); err != nil && len(messages) == 0 {
					return nil, err
				}
				return result{"messages": messages, "ended": in.Err() == nil}, nil
			}
			messages = append(messages, result{
				"seq":               message.GetSeq(),
				"kind":              short(message.GetKind().String(), "MESSAGE_KIND_"),
				"text":              message.GetMessage(),
				"sender":            short(message.GetSender().GetType().String(), "PARTICIPANT_TYPE_"),
				"client_message_id": message.GetClientMessageId(),
			})
		case <-ctx.Done():
			return result{"messages": messages}, nil
		}
	}
	return result{"messages": messages}, nil
}

func (at *client) inbox(ctx context.Context, c *command) (result, error) {
	ctx, cancel := context.WithTimeout(ctx, milliseconds(c.Timeout))
	defer cancel()
	inbox := at.openInbox()
	sessions := []int64{}
	seen := map[int64]bool{}
	for len(sessions) < c.Count {
		select {
		case change, more := <-inbox.Changes():
			if !more {
				return result{"sessions": sessions}, inbox.Err()
			}
			if id := change.GetChatSession().GetId(); !change.GetRemoved() && !seen[id] {
				seen[id] = true
				sessions = append(sessions, id)
			}
		case <-ctx.Done():
			return result{"sessions": sessions}, nil
		}
	}
	return result{"sessions": sessions}, nil
}

func (at *client) serve() {
	err := at.Serve(context.Background(), func(ctx context.Context, in *supportchat.Conversation) error {
		_, err := in.Send(ctx, "Hello!", supportchat.ClientMessageID("greeting"))
		for err == nil {
			message, more := <-in.Messages()
			if !more {
				return in.Err()
			}
			text := message.GetMessage()
			if text == "" || message.GetSender().GetType() != pb.ParticipantType_PARTICIPANT_TYPE_USER {
				continue
			}
			switch text {
			case "Fail!":
				return errors.New("it was told to fail")
			case "Leave!":
				return nil
			}
			_, err = in.Send(ctx, "You wrote: "+text, supportchat.ClientMessageID(fmt.Sprint("answer-", message.GetSeq())))
		}
		return err
	})
	if err != nil {
		log.Print("serving has ended: ", err)
	}
}

func short(name, prefix string) string { return strings.TrimPrefix(name, prefix) }

func milliseconds(n int64) time.Duration { return time.Duration(n) * time.Millisecond }
