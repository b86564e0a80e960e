package supportchat_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"google.golang.org/protobuf/types/known/fieldmaskpb"

	supportchat "github.com/supportchat/supportchat/clients/go"
	pb "github.com/supportchat/supportchat/clients/go/supportchatv1"
)

const patience = 30 * time.Second

// A demo is a real server, SUPPORTCHAT_BIN, with something in it.
type demo struct {
	URL           string `json:"url"`
	APIKey        string `json:"api_key"`
	AgentEmail    string `json:"agent_email"`
	AgentPassword string `json:"agent_password"`
	AgentID       int64  `json:"agent_id"`

	directory, address string
	server             *exec.Cmd
}

func startDemo(t *testing.T) *demo {
	t.Helper()
	if os.Getenv("SUPPORTCHAT_BIN") == "" {
		t.Skip("SUPPORTCHAT_BIN does not name a server")
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	check(t, err)
	d := &demo{directory: t.TempDir(), address: listener.Addr().String()}
	listener.Close()
	t.Cleanup(func() { d.stop(syscall.SIGTERM) })
	d.start(t)
	return d
}

func (d *demo) start(t *testing.T) {
	t.Helper()
	file := filepath.Join(d.directory, "demo.json")
	out, err := os.Create(file + ".out")
	check(t, err)
	defer out.Close()
	d.server = exec.Command(os.Getenv("SUPPORTCHAT_BIN"), "demo", "--listen", d.address, "--data-dir", d.directory)
	d.server.Stdout, d.server.Stderr = out, out
	check(t, d.server.Start())
	for end := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
		if line, err := net.Dial("tcp", d.address); err == nil {
			line.Close()
			// It is written when the server listens.
			if _, err := os.Stat(file); err == nil {
				break
			}
		}
		if time.Now().After(end) {
			said, _ := os.ReadFile(file + ".out")
			t.Fatalf("the server does not start:\n%s", said)
		}
	}
	text, err := os.ReadFile(file)
	check(t, err)
	check(t, json.Unmarshal(text, d))
}

func (d *demo) stop(signal syscall.Signal) {
	if d.server != nil && d.server.Process != nil {
		d.server.Process.Signal(signal)
		d.server.Wait()
	}
}

func (d *demo) client(t *testing.T, login supportchat.Login, options ...supportchat.Option) *supportchat.Client {
	t.Helper()
	client, err := supportchat.New(d.URL, login, options...)
	check(t, err)
	t.Cleanup(func() { client.Close() })
	return client
}

func (d *demo) agent(t *testing.T) *supportchat.Client {
	return d.client(t, supportchat.Agent{Email: d.AgentEmail, Password: d.AgentPassword})
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func inTime(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	t.Cleanup(cancel)
	return ctx
}

// reads returns the next text that a message of the conversation has.
func reads(t *testing.T, c *supportchat.Conversation) string {
	t.Helper()
	for {
		select {
		case message, more := <-c.Messages():
			if !more {
				t.Fatalf("the messages have ended: %v", c.Err())
			}
			if message.GetMessage() != "" {
				return message.GetMessage()
			}
		case <-time.After(patience):
			t.Fatal("nothing came")
		}
	}
}

// A run is a program that is under way, and what it prints.
type run struct {
	lines chan string
	kill  func()
}

func runs(t *testing.T, program string, environment ...string) *run {
	t.Helper()
	command := exec.Command(program)
	command.Env = append(os.Environ(), environment...)
	command.Stderr = os.Stderr
	out, err := command.StdoutPipe()
	check(t, err)
	check(t, command.Start())
	r := &run{lines: make(chan string, 100), kill: sync.OnceFunc(func() {
		command.Process.Kill()
		command.Wait()
	})}
	t.Cleanup(r.kill)
	go func() {
		defer close(r.lines)
		for lines := bufio.NewScanner(out); lines.Scan(); {
			r.lines <- lines.Text()
		}
	}()
	return r
}

func (r *run) prints(t *testing.T, want string) {
	t.Helper()
	for {
		select {
		case line, more := <-r.lines:
			if !more {
				t.Fatalf("it has ended, and not printed %q", want)
			}
			if strings.Contains(line, want) {
				return
			}
		case <-time.After(patience):
			t.Fatalf("it does not print %q", want)
		}
	}
}

// builds compiles a program of this module.
func builds(t *testing.T, source string) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "program")
	said, err := exec.Command("go", "build", "-o", program, source).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	return program
}

// The quick start of README.md; or as SUPPORTCHAT_QUICK_START has it built, from the published module.
func TestQuickStart(t *testing.T) {
	d := startDemo(t)
	program := os.Getenv("SUPPORTCHAT_QUICK_START")
	if program == "" {
		readme, err := os.ReadFile("README.md")
		check(t, err)
		source := filepath.Join(t.TempDir(), "main.go")
		check(t, os.WriteFile(source, regexp.MustCompile("(?s)```go\n(package main\n.*?)```").FindSubmatch(readme)[1], 0o600))
		program = builds(t, source)
	}
	inbox := d.agent(t).Inbox()
	visitor := runs(t, program, "SUPPORTCHAT_URL="+d.URL)
	visitor.prints(t, "USER Hello!")
	for change := range inbox.Changes() {
		if id := change.GetChatSession().GetId(); id != 123 {
			agent := d.agent(t).Conversation(id)
			if text := reads(t, agent); text != "Hello!" {
				t.Errorf("the agent reads %q", text)
			}
			_, err := agent.Send(inTime(t), "Good morning.")
			check(t, err)
			break
		}
	}
	visitor.prints(t, "AGENT Good morning.")
}

// eliza is the account of a bot.
func (d *demo) eliza(t *testing.T) supportchat.Agent {
	t.Helper()
	admin := d.client(t, supportchat.APIKey(d.APIKey)).Admin
	_, err := admin.CreateAgent(inTime(t), &pb.CreateAgentRequest{Name: "Eliza", Email: "bot@example.com", Password: "correct horse battery"})
	check(t, err)
	return supportchat.Agent{Email: "bot@example.com", Password: "correct horse battery"}
}

// reopens has what is closed open again when its visitor writes.
func (d *demo) reopens(t *testing.T) {
	t.Helper()
	admin := d.client(t, supportchat.APIKey(d.APIKey)).Admin
	sites, err := admin.ListSites(inTime(t), &pb.ListSitesRequest{})
	check(t, err)
	_, err = admin.UpdateSite(inTime(t), &pb.UpdateSiteRequest{
		Site:       &pb.Site{Id: sites.GetSites()[0].GetId(), ReopenWindowSeconds: 3600},
		UpdateMask: &fieldmaskpb.FieldMask{Paths: []string{"reopen_window_seconds"}},
	})
	check(t, err)
}

func (d *demo) closes(t *testing.T, session int64) {
	t.Helper()
	_, err := d.client(t, supportchat.APIKey(d.APIKey)).Chat.CloseChatSession(inTime(t), &pb.CloseChatSessionRequest{Id: session})
	check(t, err)
}

// untilAvailable waits until the newest agent is, and returns their id.
func (d *demo) untilAvailable(t *testing.T) int64 {
	t.Helper()
	admin := d.client(t, supportchat.APIKey(d.APIKey))
	for {
		agents, err := admin.Agents.ListAgents(inTime(t), &pb.ListAgentsRequest{})
		check(t, err)
		last := agents.GetAgents()[len(agents.GetAgents())-1]
		if last.GetAvailabilityStatus() == pb.AvailabilityStatus_AVAILABILITY_STATUS_AVAILABLE {
			return last.GetId()
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// says sends a text, and reads it and what is answered.
func says(t *testing.T, c *supportchat.Conversation, texts ...string) {
	t.Helper()
	_, err := c.Send(inTime(t), texts[0])
	check(t, err)
	for _, text := range texts {
		if got := reads(t, c); got != text {
			t.Fatalf("%q came, not %q", got, text)
		}
	}
}

func TestTheBot(t *testing.T) {
	d := startDemo(t)
	eliza := d.eliza(t)
	program := builds(t, "./examples/bot")
	bot := []string{"SUPPORTCHAT_URL=" + d.URL, "BOT_EMAIL=" + eliza.Email, "BOT_PASSWORD=" + eliza.Password, "BOT_TEAM=1"}
	for _, wrong := range []string{"BOT_TEAM=", "BOT_TEAM=humans", "BOT_TEAM=1000"} {
		command := exec.CommandContext(inTime(t), program)
		command.Env = append(os.Environ(), append(bot, wrong)...)
		if said, err := command.CombinedOutput(); err == nil || !strings.Contains(string(said), "BOT_TEAM is not the id of a team") {
			t.Errorf("%s: %v, %s", wrong, err, said)
		}
	}

	first := runs(t, program, bot...)
	d.untilAvailable(t)
	c, err := d.client(t, supportchat.Visitor{Name: "Ada"}).Start(inTime(t))
	check(t, err)
	if text := reads(t, c); !strings.Contains(text, "I am a bot") {
		t.Error(text)
	}
	says(t, c, "Where is my order?", "You wrote: Where is my order?")
	// It says nothing again when it is started again.
	first.kill()
	runs(t, program, bot...)
	says(t, c, "Are you there?", "You wrote: Are you there?")
	says(t, c, "A human, please.")
	grace := d.agent(t)
	for {
		session, err := grace.Chat.GetChatSession(inTime(t), &pb.GetChatSessionRequest{Id: c.SessionID()})
		if err == nil && session.GetChatSession().GetAgentId() == d.AgentID {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	_, err = grace.Conversation(c.SessionID()).Send(inTime(t), "I am Grace.")
	check(t, err)
	if text := reads(t, c); text != "I am Grace." {
		t.Error(text)
	}
}

// A server that is killed and comes back costs nobody anything but time.
func TestTheServerIsKilled(t *testing.T) {
	d := startDemo(t)
	var tokens [2]string
	client := d.client(t, supportchat.Visitor{Name: "Ada"}, supportchat.OnTokens(func(token, refresh string) { tokens = [2]string{token, refresh} }))
	c, err := client.Start(inTime(t))
	check(t, err)
	var sendings []*supportchat.Sending
	for i := range 30 {
		if i == 10 {
			d.stop(syscall.SIGKILL)
		}
		sending, err := c.Submit(inTime(t), fmt.Sprint(i))
		check(t, err)
		sendings = append(sendings, sending)
	}
	d.start(t)
	for i, sending := range sendings {
		_, err := sending.Wait(inTime(t))
		check(t, err)
		if text := reads(t, c); text != fmt.Sprint(i) {
			t.Fatalf("%s came, not %d", text, i)
		}
	}
	// Who has stored the tokens is the same visitor later.
	check(t, client.Close())
	later := d.client(t, supportchat.Tokens{Token: "worn out", RefreshToken: tokens[1]})
	if text := reads(t, later.Conversation(c.SessionID(), supportchat.AfterSeq(2))); text == "" {
		t.Error("nothing is there")
	}
}

// Each visitor is greeted and answered once, whatever becomes of the server and of the session.
func TestServing(t *testing.T) {
	d := startDemo(t)
	d.reopens(t)
	bot := d.client(t, d.eliza(t))
	ended := make(chan int64, 100)
	serving := make(chan error)
	go func() {
		serving <- bot.Serve(t.Context(), func(ctx context.Context, c *supportchat.Conversation) error {
			defer func() { ended <- c.SessionID() }()
			if _, err := c.Send(ctx, "Hello!", supportchat.ClientMessageID("greeting")); err != nil {
				return err
			}
			for message := range c.Messages() {
				if message.GetMessage() == "" || message.GetSender().GetType() != pb.ParticipantType_PARTICIPANT_TYPE_USER {
					continue
				}
				if message.GetMessage() == "Fail!" {
					return errors.New("it was told to fail")
				}
				answer := supportchat.ClientMessageID(fmt.Sprint("answer-", message.GetSeq()))
				if _, err := c.Send(ctx, "You wrote: "+message.GetMessage(), answer); err != nil {
					return err
				}
			}
			return c.Err()
		})
	}()
	me := d.untilAvailable(t)
	ada := d.client(t, supportchat.Visitor{Name: "Ada"})
	var chats [2]*supportchat.Conversation
	for i := range chats {
		c, err := ada.Start(inTime(t), supportchat.WithAgent(me))
		check(t, err)
		if text := reads(t, c); text != "Hello!" {
			t.Error(text)
		}
		chats[i] = c
	}
	says(t, chats[0], "One", "You wrote: One")
	says(t, chats[1], "Fail!")
	if session := <-ended; session != chats[1].SessionID() {
		t.Errorf("the talk in %d has ended", session)
	}
	d.stop(syscall.SIGKILL)
	d.start(t)
	says(t, chats[0], "Two", "You wrote: Two")

	d.closes(t, chats[0].SessionID())
	if session := <-ended; session != chats[0].SessionID() {
		t.Errorf("the talk in %d has ended", session)
	}
	says(t, chats[0], "Three", "You wrote: Three")
	check(t, bot.Close())
	check(t, <-serving)
	if session := <-ended; session != chats[0].SessionID() || len(ended) > 0 {
		t.Errorf("the talk in %d has ended, and %d more", session, len(ended))
	}
}
