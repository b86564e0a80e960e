// A bot: an agent who greets, answers, and hands the chat to a team of humans, BOT_TEAM, when the visitor asks for one.
package main

import (
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
	client, err := supportchat.New(os.Getenv("SUPPORTCHAT_URL"), supportchat.Agent{Email: os.Getenv("BOT_EMAIL"), Password: os.Getenv("BOT_PASSWORD")})
	check(err)
	available := &pb.SetAvailabilityRequest{AvailabilityStatus: pb.AvailabilityStatus_AVAILABILITY_STATUS_AVAILABLE}
	me, err := client.Agents.SetAvailability(context.Background(), available)
	check(err)
	team, err := strconv.ParseInt(os.Getenv("BOT_TEAM"), 10, 64)
	check(err)
	inbox, talking := client.Inbox(), map[int64]bool{}
	for change := range inbox.Changes() {
		session := change.GetChatSession()
		mine := session.GetStatus() == pb.ChatSessionStatus_CHAT_SESSION_STATUS_ACTIVE && session.GetAgentId() == me.GetAgent().GetId()
		if mine && !talking[session.GetId()] {
			go func() { log.Println("session", session.GetId(), "ended:", talk(client, session.GetId(), team)) }()
		}
		talking[session.GetId()] = mine
	}
	check(inbox.Err())
}

func talk(client *supportchat.Client, session, team int64) error {
	ctx, chat := context.Background(), client.Conversation(session)
	defer chat.Close()
	// Each under an id of its own, so that nothing is said twice, not even by a bot that was started again.
	_, err := chat.Send(ctx, "Hello! I am a bot. Write \"human\" to talk to a person.", supportchat.ClientMessageID("greeting"))
	for err == nil {
		message, more := <-chat.Messages()
		switch text := message.GetMessage(); {
		case !more || message.GetEvent().GetClosed() != nil:
			return chat.Err()
		case message.GetSender().GetType() != pb.ParticipantType_PARTICIPANT_TYPE_USER || text == "":
		case strings.Contains(strings.ToLower(text), "human"):
			target := &pb.TransferChatSessionRequest_TeamId{TeamId: team}
			_, err = client.Agents.TransferChatSession(ctx, &pb.TransferChatSessionRequest{Id: session, Target: target})
			return err
		default:
			_, err = chat.Send(ctx, "You wrote: "+text, supportchat.ClientMessageID(fmt.Sprint("answer-", message.GetSeq())))
		}
	}
	return err
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
