#!/usr/bin/python3
"""Pictures of invented people that differ by one attribute, for `likeness directions`.

    attribute_samples.py GENERATOR OUT --people 24 --seed 90

GENERATOR is the folder of the actors generator (make_actors.py). For each person one picture is drawn by
chance, with a plain expression, and then again with one attribute changed: mouth open, smile, gaze to either side, the head
turned by 15 degrees. OUT gets img/, matte/ and attributes.jsonl, which likeness directions reads:
{"file": "img/p0003_smile.jpg", "group": "p0003", "values": {"smile": 1}}; what is not named is 0.
"""
import argparse
import importlib.util
import json
import os
import sys

VARIANTS = {
    'base': ({}, 0, 0, {}),
    'open': ({'mouth-open': 0.55}, 0, 0, {'mouth-open': 1}),
    'smile': ({'mouth-corner-puller': 0.9, 'mouth-upward-retraction': 0.3}, 0, 0, {'smile': 1}),
    'left': ({}, -22, 0, {'gaze': -1}),
    'right': ({}, 22, 0, {'gaze': 1}),
    'turned': ({}, 0, 15, {'yaw-assist': 1}),
}


def main():
    p = argparse.ArgumentParser()
    p.add_argument('generator')
    p.add_argument('out')
    p.add_argument('--people', type=int, default=24)
    p.add_argument('--seed', type=int, default=90)
    p.add_argument('--size', type=int, default=256)
    a = p.parse_args()
    sys.path.insert(0, a.generator)
    sys.dont_write_bytecode = True
    import cv2
    import numpy as np
    from likeness_actors import people
    from likeness_actors.head import Actor

    # The generator draws pose and expression itself; the same numbers are drawn for every variant of a picture, then
    # the one attribute is put over them.
    found = importlib.util.find_spec('likeness_actors.faces')
    source = open(found.origin).read()
    old = '    k, e, g = random_expression(rng)\n'
    assert source.count(old) == 1
    source = source.replace(
        old, old + '    k, e, g = VARIANT, dict(EXPRESSION), (GAZE, 0.0)\n    yaw += TURN\n'
    )
    faces = importlib.util.module_from_spec(found)
    exec(compile(source, 'faces.py', 'exec'), faces.__dict__)

    for s in ('img', 'matte', 'meta'):
        os.makedirs(os.path.join(a.out, s), exist_ok=True)
    lines = []
    for n, (name, key, spec) in enumerate(people.parse(f'random:{a.people}', a.seed)):
        actor = Actor(name, spec)
        actor.face_albedo = actor.albedo()
        for variant, (expression, gaze, turn, values) in VARIANTS.items():
            faces.VARIANT, faces.EXPRESSION, faces.GAZE, faces.TURN = variant, expression, float(gaze), float(turn)
            file = f'p{n:04d}_{variant}'
            lines.append(dict(file=f'img/{file}.jpg', group=f'p{n:04d}', values=values))
            if os.path.exists(f'{a.out}/meta/{file}.json'):
                continue
            im, r, rec = faces.face_image(actor, key, 1, a.size, a.seed, pose_range=(25, 12, 8), fast=True)
            cv2.imwrite(f'{a.out}/img/{file}.jpg', im[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 95])
            cv2.imwrite(f'{a.out}/matte/{file}.png', (r.matte * 255 + 0.5).astype(np.uint8))
            with open(f'{a.out}/meta/{file}.json', 'w') as f:
                json.dump(rec, f)
        actor.free()
        print(f'{n + 1} of {a.people}', flush=True)
    with open(os.path.join(a.out, 'attributes.jsonl'), 'w') as f:
        for line in lines:
            f.write(json.dumps(line) + '\n')


if __name__ == '__main__':
    main()
