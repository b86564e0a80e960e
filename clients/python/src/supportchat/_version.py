# The version of this client, which it names as its user agent.
__version__ = "0.1.0"
