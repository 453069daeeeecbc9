"""A Jupyter kernel for tests: commands as JSON lines on stdin, the kernel's messages as JSON lines on stdout.

usage: python kernel.py FOLDER KERNELSPEC
"""

import asyncio
import json
import signal
import sys

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager


def say(message):
    sys.stdout.write(json.dumps(message, default=str) + "\n")
    sys.stdout.flush()


async def forward(client):
    while True:
        message = await client.get_iopub_msg(timeout=None)
        say(
            {
                "request": message["parent_header"].get("msg_id"),
                "type": message["msg_type"],
                "content": message["content"],
            }
        )


async def replies(client):
    while True:
        message = await client.get_shell_msg(timeout=None)
        if message["msg_type"] == "execute_reply":
            say({"request": message["parent_header"]["msg_id"], "type": "reply", "content": message["content"]})


async def end(manager):
    while await manager.is_alive():
        await asyncio.sleep(1)
    say({"type": "ended", "code": await manager.provisioner.poll()})


async def start(folder, kernelspec, tries=3):
    manager = AsyncKernelManager()
    manager._kernel_spec = KernelSpec.from_resource_dir(kernelspec)
    await manager.start_kernel(cwd=folder, stderr=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL)
    client = manager.client()
    client.start_channels()
    try:
        await client.wait_for_ready(timeout=40)
        return manager, client
    except RuntimeError:
        # Jupyter looks for free ports before the kernel takes them: another program may have been faster.
        client.stop_channels()
        await manager.shutdown_kernel(now=True)
        if tries == 1:
            raise
        return await start(folder, kernelspec, tries - 1)


async def main(folder, kernelspec):
    manager, client = await start(folder, kernelspec)
    background = [asyncio.create_task(task) for task in (forward(client), replies(client), end(manager))]
    say({"type": "ready"})
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    try:
        while line := await reader.readline():
            command = json.loads(line)
            if command["do"] == "execute":
                request = client.execute(command["code"], store_history=True)
                say({"type": "sent", "tag": command["tag"], "request": request})
            elif command["do"] == "interrupt":
                await manager.interrupt_kernel()
            elif command["do"] == "kill":
                await manager.signal_kernel(signal.SIGKILL)
                say({"type": "sent", "tag": command["tag"]})
    finally:
        for task in background:
            task.cancel()
        client.stop_channels()
        await manager.shutdown_kernel(now=True)


asyncio.run(main(sys.argv[1], sys.argv[2]))
