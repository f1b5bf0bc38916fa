#!/usr/bin/env python3
"""How the resident memory of `likeness train` grows, from one of its first iterations to its last.

Starts a training of a small network as anybody would, with checkpoints and previews on the way, and reads the process's
resident memory at iterations that are evenly spread (VmRSS of /proc, Linux only). Facesets are drawn if none are given.
Exit code 1 if memory grew by 20 MB or more between --settle and the end.

  memory.py --launcher ./likeness
  memory.py --iterations 5000 --settle 100 ana.faceset ben.faceset
"""
import argparse
import json
import math
import os
import struct
import subprocess
import sys
import tempfile
import time
import zlib

SMALL = dict(encoder=[8, 12, 16, 24], code=24, inter=16, interUp=16, decoder=[16, 12], residuals=1)
SIDE = 80


def png(path, colour, pixel):
    channels = 3 if colour else 1
    rows = b"".join(b"\0" + bytes(v for x in range(SIDE) for v in pixel(x, y)) for y in range(SIDE))

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    head = struct.pack(">IIBBBBB", SIDE, SIDE, 8, 2 if channels == 3 else 0, 0, 0, 0)
    with open(path, "wb") as f:
        f.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def draw(folder, identity, tone, count=24):
    """Ovals of a tone with eyes, from left to right."""
    os.makedirs(folder)
    lines = [dict(facesetVersion=1, identity=identity, displayName=identity, template="whole-face-v2", coverage=1.625,
                  modelCoverage=1.3, size=SIDE, encoding="film-shoulder-v1")]
    for i in range(count):
        turn = (i - count / 2) / count * 10

        def inside(x, y):
            return ((x - 40 - turn) / 20) ** 2 + ((y - 40) / 27) ** 2 < 1

        def face(x, y):
            if not inside(x, y):
                return 60, 70 + y // 2, 80
            eye = any((x - 40 - 1.5 * turn - e) ** 2 + (y - 32) ** 2 < 9 for e in (-8, 8))
            return (20, 20, 30) if eye else (tone + x // 2, tone - 20 + y // 3, tone - 40)
        png(f"{folder}/{i}.png", True, face)
        png(f"{folder}/{i}_matte.png", False, lambda x, y: (255 if inside(x, y) else 0,))
        points = [round(40 + turn + r * f(k), 2) for k in range(468) for r, f in ((18, math.cos), (25, math.sin))]
        lines.append(dict(file=f"{i}.png", matte=f"{i}_matte.png", original="drawn", matteFrom="artist", landmarks=points,
                          yaw=4 * turn, pitch=0, roll=0, score=1, faceSize=50, sharpness=1, plateToCrop=[1, 0, 0, 0, 1, 0],
                          synthetic=True))
    with open(f"{folder}/faceset.jsonl", "w") as f:
        f.writelines(json.dumps(line) + "\n" for line in lines)


def resident(pid):
    with open(f"/proc/{pid}/status") as f:
        return next(int(line.split()[1]) * 1024 for line in f if line.startswith("VmRSS"))


def iteration(run):
    try:
        with open(f"{run}/state.json") as f:
            return json.load(f)["iteration"]
    except (OSError, ValueError):
        return -1


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("faceset", nargs="*", help="of two identities; without them they are drawn")
    p.add_argument("--launcher", default="./likeness", help="command that starts likeness")
    p.add_argument("--iterations", type=int, default=5000)
    p.add_argument("--settle", type=int, default=100, help="iterations before the first look")
    p.add_argument("--resolution", type=int, default=64)
    p.add_argument("--limit", type=float, default=20, help="MB")
    o = p.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sets = o.faceset
        if not sets:
            sets = [f"{folder}/a", f"{folder}/b"]
            draw(sets[0], "a", 170), draw(sets[1], "b", 110)
        config, run = f"{folder}/c.json", f"{folder}/run"
        with open(config, "w") as f:
            json.dump(dict(net=SMALL, batch=4), f)
        command = o.launcher.split() + ["train"] + sets + ["--out", run, "--resolution", str(o.resolution), "--threads", "1"]
        command += ["--iterations", str(o.iterations), "--config", config, "--preview-minutes", "1", "--checkpoint-minutes", "1"]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        marks = [1, o.settle] + [o.iterations * i // 10 for i in range(1, 10)]
        seen, last = [], 0
        while process.poll() is None:
            at = iteration(run)
            try:
                now = resident(process.pid)
            except (OSError, StopIteration):
                break
            last = max(last, at)
            if marks and at >= marks[0]:
                while marks and at >= marks[0]:
                    marks.pop(0)
                seen.append((at, now))
                print(f"iteration {at}: {now / 1e6:.1f} MB", file=sys.stderr, flush=True)
            elif at >= 0.98 * o.iterations:
                end = at, now
                seen = [s for s in seen if s[0] < 0.98 * o.iterations] + [end]
            time.sleep(0.1)
        if process.wait() or len(seen) < 2:
            sys.exit("the training failed")
    begin = next(s for s in seen if s[0] >= o.settle)
    growth = (seen[-1][1] - begin[1]) / 1e6
    print(f"resident memory at iteration {seen[0][0]} {seen[0][1] / 1e6:.1f} MB, at {begin[0]} {begin[1] / 1e6:.1f} MB, "
          f"at {seen[-1][0]} {seen[-1][1] / 1e6:.1f} MB: {growth:+.1f} MB from {begin[0]} on")
    sys.exit(0 if growth < o.limit else 1)


if __name__ == "__main__":
    main()
