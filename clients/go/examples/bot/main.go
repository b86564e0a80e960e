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
	inbox, talks := client.Inbox(), map[int64]*supportchat.Conversation{}
	for change := range inbox.Changes() {
		session := change.GetChatSession()
		id := session.GetId()
		chat := talks[id]
		mine := session.GetStatus() == pb.ChatSessionStatus_CHAT_SESSION_STATUS_ACTIVE && session.GetAgentId() == me.GetAgent().GetId()
		if mine && chat == nil {
			talks[id] = client.Conversation(id)
			go func(chat *supportchat.Conversation) {
				log.Println("session", id, "ended:", talk(client, chat, id, team))
			}(talks[id])
		} else if !mine && chat != nil {
			chat.Close()
			delete(talks, id)
		}
	}
	check(inbox.Err())
}

func talk(client *supportchat.Client, chat *supportchat.Conversation, session, team int64) error {
	ctx := context.Background()
	// Each under an id of its own, so that nothing is said twice, not even by a bot that was started again.
	_, err := chat.Send(ctx, "Hello! I am a bot. Write \"human\" to talk to a person.", supportchat.ClientMessageID("greeting"))
	for err == nil {
		message, more := <-chat.Messages()
		switch text := message.GetMessage(); {
		case !more:
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
