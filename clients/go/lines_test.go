package supportchat_test

import (
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"sync"
	"testing"
	"time"

	supportchat "github.com/supportchat/supportchat/clients/go"
)

// A cutter is a proxy that closes what goes through it.
type cutter struct {
	net.Listener
	mu    sync.Mutex
	lines map[net.Conn]struct{}
}

func newCutter(t *testing.T, server string) *cutter {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	check(t, err)
	t.Cleanup(func() { listener.Close() })
	c := &cutter{Listener: listener, lines: map[net.Conn]struct{}{}}
	go func() {
		for {
			near, err := listener.Accept()
			if err != nil {
				return
			}
			far, err := net.Dial("tcp", server)
			if err != nil {
				near.Close()
				continue
			}
			go c.carry(near, far)
			go c.carry(far, near)
		}
	}()
	return c
}

func (c *cutter) carry(from, to net.Conn) {
	c.mu.Lock()
	c.lines[from] = struct{}{}
	c.mu.Unlock()
	io.Copy(to, from)
	to.Close()
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.lines, from)
}

func (c *cutter) cut() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for line := range c.lines {
		line.Close()
	}
}

// Several conversations over a line that is cut all the time.
func TestALineThatIsCut(t *testing.T) {
	const conversations, messages = 8, 150
	d := startDemo(t)
	c := newCutter(t, d.address)
	d.URL = "http://" + c.Addr().String()
	client := d.client(t, supportchat.APIKey(d.APIKey), supportchat.WithBackoff(time.Millisecond, 50*time.Millisecond))
	go func() {
		for t.Context().Err() == nil {
			time.Sleep(time.Duration(rand.IntN(200)) * time.Millisecond)
			c.cut()
		}
	}()
	var group sync.WaitGroup
	for range conversations {
		group.Go(func() {
			conversation, err := client.Start(inTime(t), supportchat.ForUser(1))
			if err != nil {
				t.Error(err)
				return
			}
			group.Go(func() {
				for i := range messages {
					if _, err := conversation.Submit(inTime(t), fmt.Sprint(i)); err != nil {
						t.Error(err)
						return
					}
					time.Sleep(time.Duration(rand.IntN(20)) * time.Millisecond)
				}
			})
			late := time.After(patience)
			for i, seq := 0, int64(0); i < messages; {
				select {
				case message := <-conversation.Messages():
					if message.GetSeq() <= seq {
						t.Errorf("%d came after %d", message.GetSeq(), seq)
					}
					seq = message.GetSeq()
					if message.GetMessage() == "" {
						continue
					}
					if message.GetMessage() != fmt.Sprint(i) {
						t.Errorf("%s came, not %d", message.GetMessage(), i)
						return
					}
					i++
				case <-late:
					t.Errorf("%d did not come", i)
					return
				}
			}
		})
	}
	group.Wait()
}
