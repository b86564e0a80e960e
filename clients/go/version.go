package supportchat

// Version is the version of this client; the server's log shows it as the user agent.
const Version = "0.1.0"
