// Package supportchat is the client of supportchat, a self-hosted support chat.
//
// A [Client] is one caller: a visitor, an agent or a back end. A [Conversation] is one session, with its messages as a channel and [Conversation.Send]
// to write in it. An [Inbox] tells which sessions there are, and [Client.Serve] talks in those that are an agent's. What happens to the line between
// is the client's business: it connects again, sends again what was not acknowledged, and misses and repeats nothing.
//
// Everything else that the service does is in the generated services of the client, such as [Client.Agents]; their messages are in the package
// supportchatv1.
package supportchat
