"""Trains the network of this sample: the simulation study of Picchiotti and Gori (2021).

    python3 train_boolean.py > boolean.relunet

Ten independent fair bits; the label is x3 ? x1 : x2, so the other seven are noise. Network 10-4-2-1 with ReLU and a sigmoid;
Glorot-uniform weights, zero biases, Adam at 0.01, binary cross-entropy, batches of 100, 10 epochs over 80,000 rows, and 0.02 times
the mean of the first stage's activations added to the loss, which makes the pattern sparse. Takes the first seed whose network is
right on every input and has three clusters (about one seed in two does). Standard library only, so that every Python gives the same
weights; a seed takes ten seconds.
"""
import itertools
import math
import random
import struct
import sys

INPUTS, FIRST, SECOND = 10, 4, 2
ROWS, EPOCHS, BATCH = 80_000, 10, 100
RATE, BETA1, BETA2, EPSILON = 0.01, 0.9, 0.999, 1e-7
SPARSITY = 0.02


def label(x):
    return x[0] if x[2] else x[1]


def glorot(rng, rows, columns):
    limit = math.sqrt(6 / (rows + columns))
    return [[rng.uniform(-limit, limit) for _ in range(columns)] for _ in range(rows)]


def network(rng):
    """Weights by neuron, then bias, stage by stage; flat lists so that Adam sees one vector."""
    stages = []
    for rows, columns in ((FIRST, INPUTS), (SECOND, FIRST), (1, SECOND)):
        stages.append([row + [0.0] for row in glorot(rng, rows, columns)])
    return stages


def affine(stage, x):
    return [sum(w * v for w, v in zip(row, x)) + row[-1] for row in stage]


def forward(stages, x):
    z1 = affine(stages[0], x)
    h1 = [z if z > 0 else 0.0 for z in z1]
    z2 = affine(stages[1], h1)
    h2 = [z if z > 0 else 0.0 for z in z2]
    return h1, h2, affine(stages[2], h2)[0]


def gradients(stages, batch):
    total = [[[0.0] * len(row) for row in stage] for stage in stages]
    for x, y in batch:
        h1, h2, logit = forward(stages, x)
        g3 = 1 / (1 + math.exp(-logit)) - y
        accumulate(total[2][0], g3, h2)
        g2 = [g3 * stages[2][0][i] if h2[i] > 0 else 0.0 for i in range(SECOND)]
        for i in range(SECOND):
            accumulate(total[1][i], g2[i], h1)
        for i in range(FIRST):
            if h1[i] > 0:
                accumulate(total[0][i], sum(g2[k] * stages[1][k][i] for k in range(SECOND)) + SPARSITY, x)
    return total


def accumulate(row, g, x):
    if g != 0:
        for j, v in enumerate(x):
            row[j] += g * v
        row[-1] += g


def train(seed):
    rng = random.Random(seed)
    stages = network(rng)
    moments = [[[[0.0, 0.0] for _ in row] for row in stage] for stage in stages]
    rows = [tuple(rng.getrandbits(1) for _ in range(INPUTS)) for _ in range(ROWS)]
    step = 0
    for _ in range(EPOCHS):
        rng.shuffle(rows)
        for start in range(0, ROWS, BATCH):
            batch = [(x, label(x)) for x in rows[start:start + BATCH]]
            step += 1
            adam(stages, moments, gradients(stages, batch), step)
    return stages


def adam(stages, moments, total, step):
    rate = RATE * math.sqrt(1 - BETA2 ** step) / (1 - BETA1 ** step)
    for stage, stage_moments, stage_total in zip(stages, moments, total):
        for row, row_moments, row_total in zip(stage, stage_moments, stage_total):
            for j, g in enumerate(row_total):
                g /= BATCH
                m = row_moments[j]
                m[0] += (1 - BETA1) * (g - m[0])
                m[1] += (1 - BETA2) * (g * g - m[1])
                row[j] -= rate * m[0] / (math.sqrt(m[1]) + EPSILON)


def single(value):
    """The float32 nearest to value, as a float."""
    return struct.unpack("f", struct.pack("f", value))[0]


def shortest(value):
    """The shortest decimal that reads back as the float32."""
    return next(text for text in (f"{value:.{digits}g}" for digits in range(1, 10)) if single(float(text)) == value)


def is_solved(stages):
    clusters = set()
    for x in itertools.product((0, 1), repeat=INPUTS):
        h1, h2, logit = forward(stages, x)
        if (logit > 0) != (label(x) == 1):
            return False
        clusters.add(tuple(h > 0 for h in h1 + h2))
    return len(clusters) == 3


def write(stages, seed):
    print("relunet 1")
    print(f"# x3 ? x1 : x2, and seven bits of noise; train_boolean.py, seed {seed}")
    print("link sigmoid")
    for j in range(INPUTS):
        print(f'input "{"x" if j < 3 else "noise"}{j + 1 if j < 3 else j - 2}" 0 1')
    for l, stage in enumerate(stages):
        hidden = l + 1 < len(stages)
        print(f"{'stage' if hidden else 'output'} {len(stage)} {l}")
        for row in stage:
            print(" ".join(["d", shortest(row[-1]), "0"] * hidden + ["d", shortest(row[-1])] * (not hidden) + [shortest(w) for w in row[:-1]]))
    print("end")


for seed in itertools.count():
    trained = [[[single(w) for w in row] for row in stage] for stage in train(seed)]
    solved = is_solved(trained)
    print(f"seed {seed}: {'three clusters, right everywhere' if solved else 'no'}", file=sys.stderr)
    if solved:
        write(trained, seed)
        break
