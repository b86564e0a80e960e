"""The driver that clients/conformance speaks to: commands as lines of JSON in, answers out. SUPPORTCHAT_DRIVER=sync plays them with the client without asyncio."""

import asyncio
import os
import sys

if __name__ == "__main__":
    if os.environ.get("SUPPORTCHAT_DRIVER") == "sync":
        import in_threads

        in_threads.main()
    else:
        import in_tasks

        asyncio.run(in_tasks.main())
    sys.exit(0)
