from collections.abc import AsyncIterator

import pytest_asyncio
from fake import Fake


@pytest_asyncio.fixture
async def fake() -> AsyncIterator[Fake]:
    # It plays a part only.
    made = Fake()  # type: ignore[abstract]
    await made.start()
    yield made
    await made.stop()
