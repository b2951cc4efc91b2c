"""Runs rows in torch: one JSON object a line in, one out."""
import ctypes
import json
import statistics
import sys
import time

import numpy as np
import torch


def blas():
    """The library that multiplies: the reference one is fifty times slower than OpenBLAS, and a ratio to it says nothing."""
    with open("/proc/self/maps") as maps:
        names = {line.split("/")[-1].strip() for line in maps if "blas" in line}
    return next((name for name in sorted(names) if "open" in name or "mkl" in name), "a BLAS that is not OpenBLAS: install libopenblas0-pthread")


torch.mm(torch.ones(64, 64), torch.ones(64, 64))
print("torch", torch.__version__, "with", blas(), flush=True)
names, code, samples, repeats = {}, None, [], 1


def set_threads(count):
    torch.set_num_threads(count)
    try:
        ctypes.CDLL("libopenblas.so.0").openblas_set_num_threads(count)
    except (OSError, AttributeError):
        pass


def prepare(question):
    global names, code, samples, repeats
    set_threads(question["threads"])
    torch.manual_seed(1)
    names = {"torch": torch, "np": np}
    exec(question["setup"], names)
    code, samples = compile(question["run"], "run", "exec"), []
    start, calls = time.perf_counter(), 0
    while time.perf_counter() - start < 0.1 or calls < 3:
        exec(code, names)
        calls += 1
    repeats = max(1, int(100e-6 * calls / (time.perf_counter() - start)))


def sample(seconds):
    start, taken = time.perf_counter(), 0
    while time.perf_counter() - start < seconds or taken < 3:
        before = time.perf_counter()
        for _ in range(repeats):
            exec(code, names)
        samples.append((time.perf_counter() - before) * 1e3 / repeats)
        taken += 1


for line in sys.stdin:
    question, answer = json.loads(line), {}
    try:
        if "setup" in question:
            prepare(question)
        elif "seconds" in question:
            sample(question["seconds"])
        else:
            answer = {"min_ms": min(samples), "median_ms": statistics.median(samples)}
    except Exception as error:
        answer = {"error": str(error)}
    print(json.dumps(answer), flush=True)
