"""Learns to read digits with PyTorch, and serves what it has learned.

SageMaker runs this file to train (the part at the end), and asks model_fn, input_fn, predict_fn and output_fn to serve.
"""

import argparse
import json
import os

import numpy
import torch
from torch import nn

SIDE = 28


class Reader(nn.Module):
    """Two layers that look for shapes, and two that decide."""

    def __init__(self):
        super().__init__()
        self.shapes = nn.Sequential(
            nn.Conv2d(1, 8, 5), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(8, 16, 5), nn.ReLU(), nn.MaxPool2d(2),
        )
        self.decide = nn.Sequential(nn.Flatten(), nn.Linear(16 * 4 * 4, 64), nn.ReLU(), nn.Linear(64, 10))

    def forward(self, digits):
        return self.decide(self.shapes(digits))


def as_input(pixels):
    """Pixels from 0 to 255 as numbers from -1 to 1, a layer a digit."""
    digits = torch.as_tensor(numpy.asarray(pixels, dtype=numpy.float32))
    return digits.reshape(-1, 1, SIDE, SIDE) / 127.5 - 1


def read(folder):
    """Digits and labels in MNIST's own format: a head of 16 or 8 bytes, then a byte a pixel or a label."""
    with open(os.path.join(folder, "images.idx"), "rb") as file:
        pixels = numpy.frombuffer(file.read(), dtype=numpy.uint8, offset=16).reshape(-1, SIDE * SIDE)
    with open(os.path.join(folder, "labels.idx"), "rb") as file:
        labels = numpy.frombuffer(file.read(), dtype=numpy.uint8, offset=8)
    return as_input(pixels), torch.as_tensor(labels.astype(numpy.int64))


def accuracy(model, digits, labels):
    model.eval()
    with torch.no_grad():
        return (model(digits).argmax(1) == labels).float().mean().item()


def train(arguments):
    torch.manual_seed(arguments.seed)
    digits, labels = read(os.environ["SM_CHANNEL_TRAIN"])
    model = Reader()
    optimizer = torch.optim.Adam(model.parameters(), lr=arguments.learning_rate)
    measure = nn.CrossEntropyLoss()
    print(f"torch {torch.__version__}: {len(labels)} digits, {arguments.epochs} epochs")
    for epoch in range(1, arguments.epochs + 1):
        model.train()
        total = 0.0
        for batch in torch.randperm(len(labels)).split(arguments.batch_size):
            optimizer.zero_grad()
            loss = measure(model(digits[batch]), labels[batch])
            loss.backward()
            optimizer.step()
            total += loss.item() * len(batch)
        seen = accuracy(model, digits[:2000], labels[:2000])
        print(f"epoch={epoch} loss={total / len(labels):.4f} accuracy={seen:.4f}", flush=True)
    torch.save(model.state_dict(), os.path.join(os.environ["SM_MODEL_DIR"], "model.pt"))


def model_fn(model_dir):
    model = Reader()
    model.load_state_dict(torch.load(os.path.join(model_dir, "model.pt"), map_location="cpu"))
    return model.eval()


def input_fn(body, content_type):
    if content_type != "application/json":
        raise ValueError(f"Digits come as application/json, a list of 784 pixels each, not as {content_type}")
    return as_input(json.loads(body))


def predict_fn(digits, model):
    with torch.no_grad():
        return torch.softmax(model(digits), dim=1)


def output_fn(chances, accept):
    """For each digit what it is, and how sure that is."""
    sure, digit = chances.max(dim=1)
    return json.dumps([{"digit": d, "sure": round(s, 4)} for d, s in zip(digit.tolist(), sure.tolist())]), "application/json"


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--batch-size", type=int, default=64)
    parser.add_argument("--learning-rate", type=float, default=0.002)
    parser.add_argument("--seed", type=int, default=1)
    train(parser.parse_args())
