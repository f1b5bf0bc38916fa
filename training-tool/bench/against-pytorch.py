#!/usr/bin/env python3
"""Training steps of likeness against PyTorch's own (Debian: python3-torch), interleaved in one run.

Both train the same network (df) on the same number of samples with the same loss (L1, MSE, DSSIM, gradient, matte),
clipping, AdamW and a running average of the weights, on the same number of threads. They take turns of a few steps; while
one works the other waits, so that a busy machine slows both. Printed: the median over the turns, and likeness' resident
memory. Says nothing of quality: the pictures are noise.

  against-pytorch.py --launcher ./likeness --turns 12 --steps 5
"""
import argparse
import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
import torch  # noqa: E402
import torch.nn as nn  # noqa: E402
import torch.nn.functional as F  # noqa: E402

SMALL = dict(encoder=[8, 12, 16, 24], code=24, inter=16, interUp=16, decoder=[16, 12], residuals=1)
USUAL = dict(encoder=[32, 64, 128, 192], code=128, inter=192, interUp=192, decoder=[128, 64], residuals=1)


class Df(nn.Module):
    """The df family: sizes as in likeness' NetConfig."""

    def __init__(self, net, resolution, identities):
        super().__init__()
        widths = [3] + net["encoder"]
        self.side = resolution // 16
        self.inter = net["inter"]
        self.down = nn.ModuleList(nn.Conv2d(a, b, 5, 2, 2) for a, b in zip(widths, widths[1:]))
        self.code = nn.Linear(widths[-1] * self.side ** 2, net["code"])
        self.volume = nn.Linear(net["code"], net["inter"] * self.side ** 2)
        self.up = nn.Conv2d(net["inter"], 4 * net["interUp"], 3, 1, 1)
        self.decoders = nn.ModuleList()
        for _ in range(identities):
            d = nn.ModuleDict()
            w = [net["interUp"]] + net["decoder"]
            d["up"] = nn.ModuleList(nn.Conv2d(a, 4 * b, 3, 1, 1) for a, b in zip(w, w[1:]))
            d["a"] = nn.ModuleList(nn.Conv2d(w[-1], w[-1], 3, 1, 1) for _ in range(net["residuals"]))
            d["b"] = nn.ModuleList(nn.Conv2d(w[-1], w[-1], 3, 1, 1) for _ in range(net["residuals"]))
            d["out"] = nn.Conv2d(w[-1], 16, 3, 1, 1)
            self.decoders.append(d)

    @staticmethod
    def upscale(conv, x):
        return F.pixel_shuffle(F.leaky_relu(conv(x), 0.1), 2)

    def encode(self, x):
        for conv in self.down:
            x = F.leaky_relu(conv(x), 0.1)
        x = self.volume(self.code(x.flatten(1)))
        x = x.reshape(-1, self.inter, self.side, self.side).contiguous(memory_format=torch.channels_last)
        return self.upscale(self.up, x)

    def decode(self, x, identity):
        d = self.decoders[identity]
        for conv in d["up"]:
            x = self.upscale(conv, x)
        for a, b in zip(d["a"], d["b"]):
            x = F.leaky_relu(x + b(F.leaky_relu(a(x), 0.1)), 0.1)
        out = torch.sigmoid(F.pixel_shuffle(d["out"](x), 2).float())
        return out[:, :3], out[:, 3:]


def band(size, window):
    deviation = 1.5 * window / 11
    w = [math.exp(-(i - window // 2) ** 2 / (2 * deviation ** 2)) for i in range(window)]
    m = torch.zeros(size, size)
    for i in range(size):
        for k in range(window):
            j = i + k - window // 2
            if 0 <= j < size:
                m[i, j] = w[k] / sum(w)
    return m


def dssim(x, y, blur):
    n = x.shape[0]
    means = blur @ torch.cat([x, y, x.square(), y.square(), x * y]) @ blur
    mx, my = means[:n], means[n:2 * n]
    power, cross = means[2 * n:3 * n] + means[3 * n:4 * n], means[4 * n:]
    c1, c2 = 0.01 ** 2, 0.03 ** 2
    squares = mx.square() + my.square()
    top = (2 * mx * my + c1) * (2 * (cross - mx * my) + c2)
    return 0.5 - 0.5 * top / ((squares + c1) * (power - squares + c2))


def loss_of(face, matte, batch, blur):
    weight = 0.05 + 0.95 * batch["area"] * (1 + 2 * batch["priority"])
    total = 3 * weight.sum()
    face = face.contiguous()
    difference = face - batch["label"]
    l1 = (difference.abs() * weight).sum() / total
    loss = 10 * l1 + 10 * (difference.square() * weight).sum() / total
    loss = loss + 10 * (dssim(face, batch["label"], blur) * weight).sum() / total
    across = ((difference[..., 1:] - difference[..., :-1]).abs() * weight[..., :-1]).sum()
    down = ((difference[..., 1:, :] - difference[..., :-1, :]).abs() * weight[..., :-1, :]).sum()
    return loss + 5 * (across + down) / total + 10 * F.mse_loss(matte.contiguous(), batch["matte"]), l1


class Theirs:
    def __init__(self, o, net):
        torch.set_num_threads(o.threads)
        torch.manual_seed(0)
        self.o, self.net = o, Df(net, o.resolution, 2)
        if o.channels_last:
            self.net = self.net.to(memory_format=torch.channels_last)
        self.count = sum(p.numel() for p in self.net.parameters())
        self.optimiser = torch.optim.AdamW(self.net.parameters(), lr=3e-4, weight_decay=0, foreach=o.foreach)
        self.average = [p.detach().clone() for p in self.net.parameters()]
        size = o.resolution
        self.blur = band(size, max(3, int(size / 11.6) | 1))
        shapes = dict(input=3, label=3, matte=1, area=1, priority=1)
        self.batches = [{k: torch.rand(o.batch, c, size, size) for k, c in shapes.items()} for _ in range(2)]

    def steps(self, count):
        start = time.perf_counter()
        for _ in range(count):
            self.optimiser.zero_grad(set_to_none=True)
            x = torch.cat([b["input"] for b in self.batches]).contiguous(memory_format=torch.channels_last)
            with torch.autocast("cpu", torch.bfloat16, enabled=not self.o.fp32):
                shared = self.net.encode(x)
                n = self.o.batch
                made = [self.net.decode(shared[i * n:(i + 1) * n], i) for i in range(2)]
            parts = [loss_of(*m, b, self.blur) for m, b in zip(made, self.batches)]
            loss = parts[0][0] + parts[1][0]
            loss.backward()
            nn.utils.clip_grad_norm_(self.net.parameters(), 5.0)
            self.optimiser.step()
            with torch.no_grad():
                torch._foreach_mul_(self.average, 0.999)
                torch._foreach_add_(self.average, list(self.net.parameters()), alpha=0.001)
            shown = loss.item(), parts[0][1].item()
        return time.perf_counter() - start, shown[0]


class Ours:
    def __init__(self, o, net):
        config = dict(net=net, batch=o.batch, bfloat16=not o.fp32, learningRate=3e-4, iterations=1000000)
        self.file = tempfile.NamedTemporaryFile("w", suffix=".json")
        json.dump(config, self.file)
        self.file.flush()
        command = o.launcher.split() + ["train-bench", "--resolution", str(o.resolution)]
        command += ["--threads", str(o.threads), "--config", self.file.name]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        word, count, estimate = self.process.stdout.readline().split()
        assert word == "ready"
        self.estimate, self.peak = int(estimate), 0
        self.count = int(count)
        self.resident = 0

    def steps(self, count):
        self.process.stdin.write(f"{count}\n")
        self.process.stdin.flush()
        seconds, loss, resident, peak = self.process.stdout.readline().split()
        self.resident, self.peak = int(resident), int(peak)
        return float(seconds), float(loss)

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def compare(o, net):
    ours, theirs = Ours(o, net), Theirs(o, net)
    if ours.count != theirs.count:
        sys.exit(f"not the same network: {ours.count} numbers here, {theirs.count} there")
    ours.steps(o.warm), theirs.steps(o.warm)
    ratios, a, b = [], [], []
    for turn in range(o.turns):
        # Who goes first changes, so that a load that grows or falls wrongs neither.
        for who in ((ours, theirs) if turn % 2 == 0 else (theirs, ours)):
            seconds, loss = who.steps(o.steps)
            if not math.isfinite(loss):
                sys.exit("the loss is not a number")
            (a if who is ours else b).append(seconds / o.steps)
        ratios.append(b[-1] / a[-1])
        print(f"turn {turn + 1}: likeness {1 / a[-1]:.3f} it/s, PyTorch {1 / b[-1]:.3f} it/s, "
              f"{ratios[-1]:.3f}", file=sys.stderr, flush=True)
    ours.close()
    ratio = statistics.median(ratios)
    print(f"PyTorch {torch.__version__}, {ours.count} numbers, {o.resolution} px, batch {o.batch}, "
          f"{o.threads} thread(s), {'float32' if o.fp32 else 'bfloat16'}: "
          f"likeness {1 / statistics.median(a):.3f} it/s, PyTorch {1 / statistics.median(b):.3f} it/s, "
          f"median of {o.turns} turns' ratios {ratio:.3f}, of the totals {sum(b) / sum(a):.3f}")
    return ratio


def memory(o, net):
    ours = Ours(o, net)
    # Until Java has compiled the loop and its heap has its size, memory grows for reasons of its own.
    ours.steps(o.settle)
    begin = ours.resident
    for _ in range(10):
        ours.steps(o.grow // 10)
        print(f"resident {ours.resident / 1e6:.1f} MB", file=sys.stderr, flush=True)
    ours.close()
    growth = (ours.resident - begin) / 1e6
    print(f"estimated {ours.estimate / 1e6:.0f} MB, at most {ours.peak / 1e6:.0f} MB")
    print(f"resident memory after {o.settle} steps {begin / 1e6:.1f} MB, {o.grow} steps later {growth:+.1f} MB")
    return growth


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--launcher", default="./likeness", help="command that starts likeness")
    p.add_argument("--resolution", type=int, default=128)
    p.add_argument("--batch", type=int, default=4, help="samples of each of two identities")
    p.add_argument("--threads", type=int, default=1)
    p.add_argument("--turns", type=int, default=12)
    p.add_argument("--steps", type=int, default=5, help="steps a turn")
    p.add_argument("--warm", type=int, default=5, help="steps before the first turn")
    p.add_argument("--fp32", action="store_true", help="float32 instead of bfloat16 in both")
    p.add_argument("--small", action="store_true", help="a network of a tenth of a million numbers")
    p.add_argument("--channels-last", action="store_true", help="PyTorch's weights in channels-last too")
    p.add_argument("--foreach", action="store_true", help="PyTorch's AdamW over all tensors at once")
    p.add_argument("--grow", type=int, default=0, help="instead: how memory grows over so many steps")
    p.add_argument("--settle", type=int, default=2000, help="steps before the first look at the memory")
    p.add_argument("--at-least", type=float, default=0, help="exit with 1 below this ratio")
    o = p.parse_args()
    net = SMALL if o.small else USUAL
    if o.grow:
        sys.exit(0 if memory(o, net) < 20 else 1)
    sys.exit(0 if compare(o, net) >= o.at_least else 1)


if __name__ == "__main__":
    main()
