package supportchat

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"

	pb "github.com/supportchat/supportchat/clients/go/supportchatv1"
)

// A Login says who the client is: a [Visitor], an [Agent], an [APIKey] or [Tokens].
type Login interface {
	// begin is what the client knows before the first call.
	begin() *pb.Token
	// logIn gets a token; nil where this login has no way to.
	logIn(context.Context, pb.AuthServiceClient) (*pb.Token, error)
	// repeats says whether logging in once more leads to the same person.
	repeats() bool
}

// usable says what is wrong with a login that no call can be made with: repeating would not mend it.
func usable(login Login) error {
	if login == nil {
		return errors.New("supportchat: the login is nil, not a Visitor, an Agent, an APIKey or Tokens")
	}
	known := login.begin()
	if known != nil && known.GetToken() == "" && known.GetRefreshToken() == "" {
		return fmt.Errorf("supportchat: the login is empty: %v", login)
	}
	if strings.ContainsFunc(known.GetToken(), func(r rune) bool { return r < ' ' || r > '~' }) {
		return fmt.Errorf("supportchat: the login has a character that no header takes, such as a line break at its end: %v", login)
	}
	return nil
}

// A Visitor talks as a visitor of a site. A token is made at the first call: for a new anonymous user, or with a proof for the site's own.
type Visitor struct {
	// Site is the site's public key; empty means "default".
	Site string
	// Name and Email are what the visitor goes by, if known. They prove nothing.
	Name, Email string
	// ExternalID is the id under which the site knows the visitor, and IdentifierHash its HMAC-SHA256 under the site's secret, in hexadecimal.
	ExternalID, IdentifierHash string
	// JWT proves the visitor instead of ExternalID and IdentifierHash.
	JWT string
	// Attributes are what the site says of the visitor: at most 20.
	Attributes map[string]string
}

func (Visitor) begin() *pb.Token { return nil }

func (v Visitor) logIn(ctx context.Context, auth pb.AuthServiceClient) (*pb.Token, error) {
	site := v.Site
	if site == "" {
		site = "default"
	}
	response, err := auth.CreateVisitorToken(ctx, &pb.CreateVisitorTokenRequest{
		Site: site, Name: v.Name, Email: v.Email, ExternalId: v.ExternalID, IdentifierHash: v.IdentifierHash, Jwt: v.JWT, Attributes: v.Attributes,
	})
	return response.GetVisitorToken().GetToken(), err
}

// Without a proof, it would be another user.
func (v Visitor) repeats() bool { return v.IdentifierHash != "" || v.JWT != "" }

// An Agent talks as an agent, a person or a bot, who logs in with a password.
type Agent struct {
	Email, Password string
}

func (Agent) begin() *pb.Token { return nil }

func (a Agent) logIn(ctx context.Context, auth pb.AuthServiceClient) (*pb.Token, error) {
	response, err := auth.CreateAgentToken(ctx, &pb.CreateAgentTokenRequest{Email: a.Email, Password: a.Password})
	return response.GetAgentToken().GetToken(), err
}

func (Agent) repeats() bool { return true }

// An APIKey is the secret of an API key, for back ends.
type APIKey string

func (k APIKey) begin() *pb.Token { return &pb.Token{Token: string(k)} }

func (APIKey) logIn(context.Context, pb.AuthServiceClient) (*pb.Token, error) { return nil, nil }

func (APIKey) repeats() bool { return false }

// Tokens are a token and the refresh token that came with it, from elsewhere. [OnTokens] tells of those that replace them.
type Tokens struct {
	// Token is the bearer token; empty means that the refresh token buys one first.
	Token string
	// RefreshToken buys the next token, once. Without it, the client is at its end when the token is.
	RefreshToken string
}

func (t Tokens) begin() *pb.Token { return &pb.Token{Token: t.Token, RefreshToken: t.RefreshToken} }

func (Tokens) logIn(context.Context, pb.AuthServiceClient) (*pb.Token, error) { return nil, nil }

func (Tokens) repeats() bool { return false }

// Format implements [fmt.Formatter]: it shows no secret.
func (Visitor) Format(f fmt.State, _ rune) { io.WriteString(f, "supportchat.Visitor") }

// LogValue implements [slog.LogValuer]: it shows no secret.
func (v Visitor) LogValue() slog.Value { return slog.StringValue(fmt.Sprint(v)) }

// Format implements [fmt.Formatter]: it shows no secret.
func (Agent) Format(f fmt.State, _ rune) { io.WriteString(f, "supportchat.Agent") }

// LogValue implements [slog.LogValuer]: it shows no secret.
func (a Agent) LogValue() slog.Value { return slog.StringValue(fmt.Sprint(a)) }

// Format implements [fmt.Formatter]: it shows no secret.
func (APIKey) Format(f fmt.State, _ rune) { io.WriteString(f, "supportchat.APIKey") }

// LogValue implements [slog.LogValuer]: it shows no secret.
func (k APIKey) LogValue() slog.Value { return slog.StringValue(fmt.Sprint(k)) }

// Format implements [fmt.Formatter]: it shows no secret.
func (Tokens) Format(f fmt.State, _ rune) { io.WriteString(f, "supportchat.Tokens") }

// LogValue implements [slog.LogValuer]: it shows no secret.
func (t Tokens) LogValue() slog.Value { return slog.StringValue(fmt.Sprint(t)) }
