// A bot: an agent who greets, answers, and hands the chat to a team of humans, BOT_TEAM, when the visitor asks for one.
package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log"
	"log/slog"
	"os"
	"slices"
	"strings"

	supportchat "github.com/supportchat/supportchat/clients/go"
	pb "github.com/supportchat/supportchat/clients/go/supportchatv1"
)

func main() {
	client, err := supportchat.New(os.Getenv("SUPPORTCHAT_URL"), supportchat.Agent{Email: os.Getenv("BOT_EMAIL"), Password: os.Getenv("BOT_PASSWORD")}, supportchat.WithLogger(slog.Default()))
	if err != nil {
		log.Fatal(err)
	}
	teams, err := client.Agents.ListTeams(context.Background(), &pb.ListTeamsRequest{PageSize: 1000})
	at := slices.IndexFunc(teams.GetTeams(), func(team *pb.Team) bool { return fmt.Sprint(team.GetId()) == os.Getenv("BOT_TEAM") })
	if at < 0 {
		log.Fatal(cmp.Or(err, errors.New("BOT_TEAM is not the id of a team")))
	}
	humans := &pb.TransferChatSessionRequest_TeamId{TeamId: teams.GetTeams()[at].GetId()}
	log.Fatal(client.Serve(context.Background(), func(ctx context.Context, chat *supportchat.Conversation) error {
		// Each under an id of its own, so that nothing is said twice, not even by a bot that was started again.
		if _, err := chat.Send(ctx, "Hello! I am a bot. Write \"human\" to talk to a person.", supportchat.ClientMessageID("greeting")); err != nil {
			return err
		}
		for message := range chat.Messages() {
			if text := message.GetMessage(); text != "" && message.GetSender().GetType() == pb.ParticipantType_PARTICIPANT_TYPE_USER {
				if strings.Contains(strings.ToLower(text), "human") {
					_, err := client.Agents.TransferChatSession(ctx, &pb.TransferChatSessionRequest{Id: chat.SessionID(), Target: humans})
					return err
				}
				if _, err := chat.Send(ctx, "You wrote: "+text, supportchat.ClientMessageID(fmt.Sprint("answer-", message.GetSeq()))); err != nil {
					return err
				}
			}
		}
		return chat.Err()
	}))
}
