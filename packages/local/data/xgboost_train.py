"""Trains as SageMaker's XGBoost image does: its channels, formats, hyperparameters and log, with the package xgboost.

https://docs.aws.amazon.com/sagemaker/latest/dg/xgboost.html
"""

import csv
import json
import os
import sys

# Hyperparameters of the image that the package itself doesn't take.
OWN = {"num_round", "early_stopping_rounds", "csv_weights", "eval_metric", "save_model_on_termination", "deterministic_histogram"}
OLD_OBJECTIVES = {"reg:linear": "reg:squarederror"}


class Wrong(Exception):
    """What the user can mend; the message says how."""


def packages():
    try:
        import numpy
        import scipy.sparse
        import xgboost
    except ImportError as error:
        raise Wrong(
            f"{sys.executable} can't import {error.name}: run `{sys.executable} -m pip install xgboost-cpu` "
            "(or name another Python by local({ python }) or STEPBOOK_PYTHON)"
        )
    return numpy, scipy.sparse, xgboost


def files_of(channel):
    found = [
        os.path.join(folder, name)
        for folder, _, names in os.walk(channel)
        for name in names
        if not name.startswith((".", "_"))
    ]
    if not found:
        raise Wrong(f"The channel {os.path.basename(channel)} has no files")
    return sorted(found)


def number(text, where):
    try:
        return float(text)
    except ValueError:
        raise Wrong(f"{where} has {text!r} where a number is expected (the file has no header, and the label comes first)")


def read_csv(channel, weighted):
    """Labels, weights and rows of features: the label is the first column, its weight the next where there are weights."""
    labels, weights, rows = [], [], []
    first = 2 if weighted else 1
    for path in files_of(channel):
        with open(path, newline="") as file:
            for index, row in enumerate(csv.reader(file), 1):
                if not row:
                    continue
                where = f"{os.path.relpath(path, channel)}, line {index}"
                if len(row) <= first:
                    raise Wrong(f"{where} has {len(row)} columns: a label and at least one feature are expected")
                if rows and len(row) - first != len(rows[0]):
                    raise Wrong(f"{where} has {len(row)} columns, those before it {len(rows[0]) + first}")
                labels.append(number(row[0], where))
                if weighted:
                    weights.append(number(row[1], where))
                rows.append([float("nan") if cell.strip() == "" else number(cell, where) for cell in row[first:]])
    return labels, weights, rows


def read_libsvm(channel):
    """Labels, weights and rows of (column, value) pairs: `label[:weight] index:value …`."""
    labels, weights, rows = [], [], []
    for path in files_of(channel):
        with open(path) as file:
            for index, line in enumerate(file, 1):
                parts = line.split("#")[0].split()
                if not parts:
                    continue
                where = f"{os.path.relpath(path, channel)}, line {index}"
                label, _, weight = parts[0].partition(":")
                labels.append(number(label, where))
                if weight:
                    weights.append(number(weight, where))
                pairs = [part.partition(":") for part in parts[1:]]
                if any(colon == "" or not column.isdigit() for column, colon, _ in pairs):
                    raise Wrong(f"{where} is not libsvm: `label index:value index:value` is expected")
                rows.append([(int(column), number(value, where)) for column, _, value in pairs])
    return labels, weights, rows


def matrices(channels, content_type, weighted):
    """A DMatrix by the name of each channel, all with the same number of columns."""
    numpy, sparse, xgboost = packages()
    kind = content_type.split(";")[0].strip().lower()
    if kind in ("text/csv", "csv"):
        read = {name: read_csv(path, weighted) for name, path in channels.items()}
        widths = {name: len(rows[0]) for name, (_, _, rows) in read.items() if rows}
        if len(set(widths.values())) > 1:
            raise Wrong(f"The channels differ in their number of features: {widths}")
        features = {name: numpy.array(rows, dtype=numpy.float32) for name, (_, _, rows) in read.items()}
    elif kind in ("text/libsvm", "text/x-libsvm", "libsvm"):
        read = {name: read_libsvm(path) for name, path in channels.items()}
        width = 1 + max((column for _, _, rows in read.values() for row in rows for column, _ in row), default=0)
        features = {name: in_columns(numpy, sparse, rows, width) for name, (_, _, rows) in read.items()}
    else:
        raise Wrong(f"The content type {content_type!r} is not read here: text/csv and text/libsvm are")
    for name, (labels, _, _) in read.items():
        if not labels:
            raise Wrong(f"The channel {name} has no rows")
    return {
        name: xgboost.DMatrix(features[name], label=labels, **({"weight": weights} if weights else {}))
        for name, (labels, weights, _) in read.items()
    }


def in_columns(numpy, sparse, rows, width):
    starts = numpy.cumsum([0] + [len(row) for row in rows])
    columns = [column for row in rows for column, _ in row]
    values = numpy.array([value for row in rows for _, value in row], dtype=numpy.float32)
    return sparse.csr_matrix((values, columns, starts), shape=(len(rows), width))


def whole(hyperparameters, name):
    value = hyperparameters.get(name)
    if isinstance(value, bool) or not str(value).isdigit() or int(value) < 1:
        raise Wrong(f"The hyperparameter {name} is a whole number from 1 on; here it is {value!r}")
    return int(value)


def train():
    hyperparameters = json.loads(os.environ["SM_HPS"])
    config = json.loads(os.environ["SM_INPUT_DATA_CONFIG"])
    given = {name: os.environ[f"SM_CHANNEL_{name.upper()}"] for name in ("train", "validation") if name in config}
    if "train" not in given:
        raise Wrong(f"There is no channel train; those given: {', '.join(sorted(config)) or 'none'}")
    if "_kfold" in hyperparameters:
        raise Wrong("Cross-validation (_kfold) is not done here: leave it out, or give a script")
    rounds = whole(hyperparameters, "num_round")
    stopping = whole(hyperparameters, "early_stopping_rounds") if "early_stopping_rounds" in hyperparameters else None
    if stopping and "validation" not in given:
        raise Wrong("early_stopping_rounds needs a channel validation")
    _, _, xgboost = packages()
    parameters = {name: value for name, value in hyperparameters.items() if name not in OWN}
    parameters["objective"] = OLD_OBJECTIVES.get(parameters.get("objective"), parameters.get("objective", "reg:squarederror"))
    metrics = hyperparameters.get("eval_metric") or []
    metrics = metrics if isinstance(metrics, list) else [one.strip() for one in metrics.split(",")]
    # What a tuning job looks for is measured, too: validation:auc.
    sought = json.loads(os.environ.get("SM_FRAMEWORK_PARAMS", "{}")).get("_tuning_objective_metric", "").partition(":")[2]
    if metrics or sought:
        parameters["eval_metric"] = metrics + [one for one in [sought] if one and one not in metrics]
    weighted = str(hyperparameters.get("csv_weights", 0)) == "1"
    data = matrices(given, config["train"].get("ContentType") or "text/libsvm", weighted)
    for name, matrix in data.items():
        print(f"[INFO] Channel {name}: {matrix.num_row()} rows, {matrix.num_col()} columns", flush=True)

    class Printed(xgboost.callback.TrainingCallback):
        def after_iteration(self, model, epoch, log):
            told = [f"{name}-{metric}:{values[-1]:.5f}" for name, all in log.items() for metric, values in all.items()]
            # As CloudWatch shows the tab between them.
            print("#011".join([f"[{epoch}]", *told]), flush=True)
            return False

    try:
        booster = xgboost.train(
            parameters,
            data["train"],
            num_boost_round=rounds,
            evals=[(matrix, name) for name, matrix in data.items()],
            early_stopping_rounds=stopping,
            callbacks=[Printed()],
            verbose_eval=False,
        )
    except xgboost.core.XGBoostError as error:
        raise Wrong(f"XGBoost: {str(error).strip().splitlines()[0]}")
    booster.save_model(os.path.join(os.environ["SM_MODEL_DIR"], "xgboost-model"))


if __name__ == "__main__":
    try:
        train()
    except Wrong as error:
        with open(os.path.join(os.environ["SM_OUTPUT_DIR"], "failure"), "w") as file:
            file.write(str(error))
        sys.exit(f"Customer Error: {error}")
