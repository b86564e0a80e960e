// A bot: an agent who greets, answers, and hands the chat to a team of humans, BOT_TEAM, when the visitor asks for one.
package main

import (
	"cmp"
	"context"
	"fmt"
	"log"
	"os"
	"strconv"
	"strings"

	supportchat "github.com/supportchat/supportchat/clients/go"
	pb "github.com/supportchat/supportchat/clients/go/supportchatv1"
)

func main() {
	url := cmp.Or(os.Getenv("SUPPORTCHAT_URL"), "http://127.0.0.1:8080")
	client, err := supportchat.New(url, supportchat.Agent{Email: os.Getenv("BOT_EMAIL"), Password: os.Getenv("BOT_PASSWORD")})
	check(err)
	available := &pb.SetAvailabilityRequest{AvailabilityStatus: pb.AvailabilityStatus_AVAILABILITY_STATUS_AVAILABLE}
	me, err := client.Agents.SetAvailability(context.Background(), available)
	check(err)
	talking := map[int64]bool{}
	inbox := client.Inbox()
	for change := range inbox.Changes() {
		session := change.GetChatSession()
		mine := session.GetStatus() == pb.ChatSessionStatus_CHAT_SESSION_STATUS_ACTIVE && session.GetAgentId() == me.GetAgent().GetId()
		if !mine {
			delete(talking, session.GetId())
		} else if !talking[session.GetId()] {
			talking[session.GetId()] = true
			go talk(client, session.GetId())
		}
	}
	check(inbox.Err())
}

// talk says each thing under an id of its own, so that nothing is said twice, not even by a bot that was started again.
func talk(client *supportchat.Client, session int64) {
	ctx := context.Background()
	chat := client.Conversation(session)
	defer chat.Close()
	say := func(id, text string) {
		if _, err := chat.Send(ctx, text, supportchat.ClientMessageID(id)); err != nil {
			log.Print(err)
		}
	}
	say("greeting", "Hello! I am a bot. Write \"human\" to talk to a person.")
	for message := range chat.Messages() {
		text, answer := message.GetMessage(), fmt.Sprint("answer-", message.GetSeq())
		switch {
		case message.GetEvent().GetClosed() != nil:
			return
		case text == "" || message.GetSender().GetType() != pb.ParticipantType_PARTICIPANT_TYPE_USER:
		case strings.Contains(strings.ToLower(text), "human"):
			team, _ := strconv.ParseInt(os.Getenv("BOT_TEAM"), 10, 64)
			to := &pb.TransferChatSessionRequest_TeamId{TeamId: team}
			if _, err := client.Agents.TransferChatSession(ctx, &pb.TransferChatSessionRequest{Id: session, Target: to}); err == nil {
				return
			}
			say(answer, "I could not find anybody. Please try again later.")
		default:
			say(answer, "You wrote: "+text)
		}
	}
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
