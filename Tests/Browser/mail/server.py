"""A mail server for tests: server.py PORT FOLDER [--refuse ADDRESS[=REPLY]]… [--slow SECONDS].

Keeps each mail in the folder as a file: the envelope in its first two lines, then what came over the wire.
"""

import argparse
import asyncio
import pathlib
import signal

from aiosmtpd.smtp import SMTP

options = argparse.ArgumentParser()
options.add_argument("port", type=int)
options.add_argument("folder", type=pathlib.Path)
options.add_argument("--refuse", action="append", default=[])
options.add_argument("--slow", type=float, default=0)
options = options.parse_args()
refused = {address: reply or "550 5.1.1 no such mailbox" for address, _, reply in (text.partition("=") for text in options.refuse)}


class Handler:
    count = 0

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if address in refused:
            return refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        Handler.count += 1
        name = options.folder / f"{Handler.count:05}"
        head = f"{envelope.mail_from}\n{','.join(envelope.rcpt_tos)}\n".encode()
        name.with_suffix(".part").write_bytes(head + envelope.original_content)
        name.with_suffix(".part").rename(name.with_suffix(".mail"))
        await asyncio.sleep(options.slow)
        return "250 kept"


async def main():
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, stop.set)
    Handler.count = len(list(options.folder.glob("*.mail")))
    server = await loop.create_server(
        lambda: SMTP(Handler(), enable_SMTPUTF8=False, decode_data=False), "127.0.0.1", options.port)
    await stop.wait()
    server.close()


asyncio.run(main())
