package supportchat

// Version is the version of this client, which it names as its user agent.
const Version = "0.1.0"
