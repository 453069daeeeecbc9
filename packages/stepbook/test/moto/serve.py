"""Serves moto for tests: python serve.py [--functions URL]

It listens on a free port of 127.0.0.1, tells it as a line of JSON once it answers, and ends when its input ends, which
is when whoever started it is gone.

moto is a double of AWS that few keep exact. What it lacks, and what can be mended in a few lines, is mended in the
folder `emulator`, each file of which says what of; what can't is in `differences.mjs`.
"""

import argparse
import json
import os
import sys
import threading

from emulator import executions, expressions, functions, integrations, jobs, machines
from moto.core.config import default_user_config
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server


class Quiet(WSGIRequestHandler):
    def log(self, *_):
        pass


def end_with_parent():
    sys.stdin.read()
    os._exit(0)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--functions", help="where Lambda functions are invoked, as the API of Lambda has it")
    url = arguments.parse_args().functions
    default_user_config["stepfunctions"] = {"execute_state_machine": True}
    default_user_config["lambda"] = {"use_docker": False}
    for part in (expressions, integrations, jobs, machines, executions):
        part.mend()
    if url:
        functions.mend(url)
    server = make_server(
        "127.0.0.1", 0, DomainDispatcherApplication(create_backend_app), threaded=True, request_handler=Quiet
    )
    # moto reads its own port from here: a state machine's tasks call the services that it serves.
    os.environ["MOTO_PORT"] = str(server.port)
    threading.Thread(target=end_with_parent, daemon=True).start()
    print(json.dumps({"port": server.port}), flush=True)
    server.serve_forever()


main()
