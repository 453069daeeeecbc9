"""Learns to read digits with NumPy alone, and serves what it has learned: digits_torch.py where there is no PyTorch.

SageMaker runs this file to train (the part at the end), and asks model_fn, input_fn, predict_fn and output_fn to serve.
"""

import argparse
import json
import os

import numpy

SIDE = 28
NAMES = ("inner", "inner_bias", "outer", "outer_bias")


def as_input(pixels):
    """Pixels from 0 to 255 as numbers from 0 to 1, a row a digit."""
    return numpy.asarray(pixels, dtype=numpy.float32).reshape(-1, SIDE * SIDE) / 255


def read(folder):
    """Digits and labels in MNIST's own format: a head of 16 or 8 bytes, then a byte a pixel or a label."""
    with open(os.path.join(folder, "images.idx"), "rb") as file:
        pixels = numpy.frombuffer(file.read(), dtype=numpy.uint8, offset=16)
    with open(os.path.join(folder, "labels.idx"), "rb") as file:
        labels = numpy.frombuffer(file.read(), dtype=numpy.uint8, offset=8)
    return as_input(pixels), labels.astype(numpy.int64)


def chances_of(model, digits):
    """One hidden layer, then how likely each of the ten digits is."""
    hidden = numpy.maximum(digits @ model["inner"] + model["inner_bias"], 0)
    scores = hidden @ model["outer"] + model["outer_bias"]
    likely = numpy.exp(scores - scores.max(axis=1, keepdims=True))
    return hidden, likely / likely.sum(axis=1, keepdims=True)


def slopes_of(model, digits, labels):
    """How the loss changes with each weight."""
    hidden, chances = chances_of(model, digits)
    wrong = chances
    wrong[numpy.arange(len(labels)), labels] -= 1
    wrong /= len(labels)
    back = (wrong @ model["outer"].T) * (hidden > 0)
    return {"inner": digits.T @ back, "inner_bias": back.sum(axis=0), "outer": hidden.T @ wrong, "outer_bias": wrong.sum(axis=0)}


def train(arguments):
    random = numpy.random.default_rng(arguments.seed)
    digits, labels = read(os.environ["SM_CHANNEL_TRAIN"])
    width = arguments.width
    model = {
        "inner": random.normal(0, (2 / SIDE**2) ** 0.5, (SIDE**2, width)).astype(numpy.float32),
        "inner_bias": numpy.zeros(width, numpy.float32),
        "outer": random.normal(0, (2 / width) ** 0.5, (width, 10)).astype(numpy.float32),
        "outer_bias": numpy.zeros(10, numpy.float32),
    }
    speed = {name: numpy.zeros_like(weights) for name, weights in model.items()}
    print(f"numpy {numpy.__version__}: {len(labels)} digits, {arguments.epochs} epochs")
    for epoch in range(1, arguments.epochs + 1):
        order = random.permutation(len(labels))
        for start in range(0, len(order), arguments.batch_size):
            batch = order[start : start + arguments.batch_size]
            for name, slope in slopes_of(model, digits[batch], labels[batch]).items():
                speed[name] = 0.9 * speed[name] - arguments.learning_rate * slope
                model[name] += speed[name]
        _, chances = chances_of(model, digits)
        loss = -numpy.log(chances[numpy.arange(len(labels)), labels] + 1e-9).mean()
        seen = (chances.argmax(axis=1) == labels).mean()
        print(f"epoch={epoch} loss={loss:.4f} accuracy={seen:.4f}", flush=True)
    numpy.savez(os.path.join(os.environ["SM_MODEL_DIR"], "model.npz"), **model)


def model_fn(model_dir):
    with numpy.load(os.path.join(model_dir, "model.npz")) as kept:
        return {name: kept[name] for name in NAMES}


def input_fn(body, content_type):
    if content_type != "application/json":
        raise ValueError(f"Digits come as application/json, a list of 784 pixels each, not as {content_type}")
    return as_input(json.loads(body))


def predict_fn(digits, model):
    return chances_of(model, digits)[1]


def output_fn(chances, accept):
    """For each digit what it is, and how sure that is."""
    told = [{"digit": int(row.argmax()), "sure": round(float(row.max()), 4)} for row in chances]
    return json.dumps(told), "application/json"


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--batch-size", type=int, default=50)
    parser.add_argument("--learning-rate", type=float, default=0.05)
    parser.add_argument("--width", type=int, default=128)
    parser.add_argument("--seed", type=int, default=1)
    train(parser.parse_args())
