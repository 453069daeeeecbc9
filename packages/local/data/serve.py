"""Serves a model over HTTP as SageMaker's containers do: GET /ping, POST /invocations.

A script of the user's may define model_fn, input_fn, predict_fn, output_fn and transform_fn; what it leaves out is done as
the containers of its framework do it.

https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-inference-code.html
"""

import importlib.util
import io
import json
import os
import signal
import sys
import traceback
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MODEL_DIR = os.environ["SM_MODEL_DIR"]


class Wrong(Exception):
    """What the client can mend."""

    status = 400


class Unsupported(Wrong):
    status = 415


class NotAcceptable(Wrong):
    status = 406


def need(module, package=None):
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise RuntimeError(
            f"{sys.executable} can't import {error.name}: run `{sys.executable} -m pip install {package or module}` "
            "(or name another Python by local({ python }) or STEPBOOK_PYTHON)"
        )


def media(content_type):
    return (content_type or "").split(";")[0].strip().lower()


# Data that the containers read and write, by its media type.


def rows_of_csv(body):
    text = body.decode("utf-8").strip("\r\n")
    rows = []
    for index, line in enumerate(text.splitlines(), 1):
        try:
            rows.append([float(cell) if cell.strip() else float("nan") for cell in line.split(",")])
        except ValueError as error:
            raise Wrong(f"line {index} of the request is not numbers: {error}")
    return rows


def decode(body, content_type):
    """A request's numbers: a list, or an array of NumPy."""
    kind = media(content_type)
    if kind == "application/json":
        return json.loads(body)
    if kind == "text/csv":
        return rows_of_csv(body)
    if kind == "application/x-npy":
        return need("numpy").load(io.BytesIO(body), allow_pickle=False)
    raise Unsupported(f"The content type {content_type!r} is not read: application/json, text/csv and application/x-npy are")


def plain(value):
    """Lists and numbers, whatever holds them."""
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    for step in ("detach", "cpu", "numpy"):
        if hasattr(value, step):
            value = getattr(value, step)()
    return value.tolist() if hasattr(value, "tolist") else value


def encode(prediction, accept):
    kind = media(accept) or "application/json"
    if kind in ("application/json", "*/*"):
        return json.dumps(plain(prediction)), "application/json"
    if kind == "text/csv":
        values = plain(prediction)
        rows = values if isinstance(values, list) else [values]
        return "\n".join(",".join(map(str, row)) if isinstance(row, list) else str(row) for row in rows), "text/csv"
    if kind == "application/x-npy":
        buffer = io.BytesIO()
        need("numpy").save(buffer, need("numpy").asarray(plain(prediction)))
        return buffer.getvalue(), "application/x-npy"
    raise NotAcceptable(f"The type {accept!r} is not written: application/json, text/csv and application/x-npy are")


# What the containers do where the script says nothing, by their framework.


class Framework:
    """One that leaves all to the script."""

    accept = "application/json"

    def model_fn(self, model_dir):
        raise RuntimeError("The script must define model_fn(model_dir), which loads the model")

    def input_fn(self, body, content_type):
        return decode(body, content_type)

    def predict_fn(self, data, model):
        if hasattr(model, "predict"):
            return model.predict(need("numpy").asarray(data))
        return model(data)

    def output_fn(self, prediction, accept):
        return encode(prediction, accept)


class Pytorch(Framework):
    def model_fn(self, model_dir):
        torch = need("torch")
        path = os.path.join(model_dir, "model.pt")
        if not os.path.exists(path):
            raise RuntimeError("The script must define model_fn(model_dir), or the model must be TorchScript in model.pt")
        return torch.jit.load(path, map_location="cpu").eval()

    def input_fn(self, body, content_type):
        torch, numpy = need("torch"), need("numpy")
        return torch.as_tensor(numpy.asarray(decode(body, content_type), dtype=numpy.float32))

    def predict_fn(self, data, model):
        torch = need("torch")
        with torch.no_grad():
            return model(data)


class Sklearn(Framework):
    def model_fn(self, model_dir):
        path = os.path.join(model_dir, "model.joblib")
        if not os.path.exists(path):
            raise RuntimeError("The script must define model_fn(model_dir), or the model must be in model.joblib")
        return need("joblib").load(path)

    def input_fn(self, body, content_type):
        return need("numpy").asarray(decode(body, content_type))


class Xgboost(Framework):
    accept = "text/csv"
    # The least number of columns of sparse rows, which end at their last value.
    features = 0

    def model_fn(self, model_dir):
        xgboost = need("xgboost", "xgboost-cpu")
        files = sorted(name for name in os.listdir(model_dir) if os.path.isfile(os.path.join(model_dir, name)))
        name = "xgboost-model" if "xgboost-model" in files else files[0] if files else None
        if name is None:
            raise RuntimeError("The model's archive has no file, such as xgboost-model")
        booster = xgboost.Booster()
        booster.load_model(os.path.join(model_dir, name))
        self.features = booster.num_features()
        return booster

    def input_fn(self, body, content_type):
        xgboost, numpy = need("xgboost", "xgboost-cpu"), need("numpy")
        kind = media(content_type)
        if kind == "text/csv":
            rows = rows_of_csv(body)
            if len({len(row) for row in rows}) > 1:
                raise Wrong("The lines of the request differ in their number of features")
            return xgboost.DMatrix(numpy.asarray(rows, dtype=numpy.float32))
        if kind in ("text/libsvm", "text/x-libsvm"):
            return libsvm(body, self.features)
        raise Unsupported(f"The content type {content_type!r} is not read: text/csv and text/libsvm are")

    def predict_fn(self, data, model):
        features = model.num_features()
        if data.num_col() != features:
            raise Wrong(f"The model wants {features} features, and a line of the request has {data.num_col()}: no label belongs there")
        best = model.attr("best_iteration")
        rounds = (0, int(best) + 1) if best is not None else (0, 0)
        return model.predict(data, iteration_range=rounds, validate_features=False)

    def output_fn(self, prediction, accept):
        values = plain(prediction)
        kind = media(accept)
        if kind == "application/json":
            return json.dumps({"predictions": [{"score": value} for value in values]}), "application/json"
        if kind == "application/jsonlines":
            return "".join(json.dumps({"score": value}) + "\n" for value in values), "application/jsonlines"
        if kind not in ("", "*/*", "text/csv"):
            raise NotAcceptable(f"The type {accept!r} is not written: text/csv, application/json and application/jsonlines are")
        told = [",".join(map(str, value)) if isinstance(value, list) else str(value) for value in values]
        # A batch transform gets a line a prediction, an endpoint one line.
        text = "\n".join(told) + "\n" if os.environ.get("SAGEMAKER_BATCH") else ",".join(told)
        return text, "text/csv; charset=utf-8"


def libsvm(body, features):
    xgboost, numpy, sparse = need("xgboost", "xgboost-cpu"), need("numpy"), need("scipy.sparse", "scipy")
    rows, columns, values = [], [], []
    lines = body.decode("utf-8").strip().splitlines()
    for row, line in enumerate(lines):
        for part in line.split():
            column, colon, value = part.partition(":")
            if colon:
                rows.append(row)
                columns.append(int(column))
                values.append(float(value))
    width = max(columns, default=0) + 1
    matrix = sparse.csr_matrix((numpy.asarray(values, dtype=numpy.float32), (rows, columns)), shape=(len(lines), max(width, features)))
    return xgboost.DMatrix(matrix)


FRAMEWORKS = {"pytorch": Pytorch, "sklearn": Sklearn, "xgboost": Xgboost}


class Served:
    """A model, and what reads requests, asks it and writes answers."""

    def __init__(self):
        self.framework = FRAMEWORKS.get(os.environ.get("STEPBOOK_FRAMEWORK"), Framework)()
        self.script = script()
        self.model = None

    def function(self, name):
        return getattr(self.script, name, None) or getattr(self.framework, name, None)

    def load(self):
        self.model = self.function("model_fn")(MODEL_DIR)

    def answer(self, body, content_type, accept):
        accept = accept if media(accept) not in ("", "*/*") else os.environ.get("SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT", self.framework.accept)
        whole = self.function("transform_fn")
        if whole:
            answer = whole(self.model, text_of(body, content_type), content_type, accept)
        else:
            own = getattr(self.script, "input_fn", None)
            data = own(text_of(body, content_type), content_type) if own else self.framework.input_fn(body, content_type)
            answer = self.function("output_fn")(self.function("predict_fn")(data, self.model), accept)
        return answer if isinstance(answer, tuple) else (answer, accept)


def text_of(body, content_type):
    """Scripts get text where the type says that it is text, as in the containers."""
    return body.decode("utf-8") if media(content_type) in ("application/json", "text/csv", "application/jsonlines", "text/plain", "text/libsvm") else body


def script():
    program = os.environ.get("STEPBOOK_SCRIPT")
    if not program:
        return None
    sys.path.insert(0, os.path.dirname(program))
    spec = importlib.util.spec_from_file_location("user_script", program)
    module = importlib.util.module_from_spec(spec)
    sys.modules["user_script"] = module
    spec.loader.exec_module(module)
    return module


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.give(200 if self.path == "/ping" else 404, b"", "text/plain")

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        try:
            answer, content_type = SERVED.answer(body, self.headers.get("Content-Type") or "", self.headers.get("Accept") or "")
            self.give(200, answer if isinstance(answer, bytes) else str(answer).encode("utf-8"), content_type)
        except Wrong as error:
            self.give(error.status, str(error).encode("utf-8"), "text/plain")
        except Exception as error:
            traceback.print_exc()
            self.give(500, f"{type(error).__name__}: {error}".encode("utf-8"), "text/plain")

    def give(self, status, body, content_type):
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
SERVED = Served()
SERVED.load()
server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
with open(os.environ["STEPBOOK_READY"] + ".part", "w") as file:
    file.write(str(server.server_port))
os.rename(os.environ["STEPBOOK_READY"] + ".part", os.environ["STEPBOOK_READY"])
server.serve_forever()
