# The version of this client; the server's log shows it as the user agent.
__version__ = "0.1.0"
