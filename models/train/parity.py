"""Writes the parity vectors and the manifest's self-check: what the unquantised network says of texts of our own, for every backend to be held against.

parity.py --work WORK --checkpoint RUN.pt --model models --out test/parity/vectors.jsonl
Each line: {text, odds}, the log-odds before the sigmoid.
"""
import argparse
import json
import random
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

import own
from model import PAD, Guard
from normalise import normalise

GOLDEN = Path(__file__).parents[2] / 'test' / 'golden' / 'normaliser.jsonl'
COUNT, LONGEST = 2000, 420


def texts():
    rows = [r['text'] for r in own.composed() if len(r['text']) < LONGEST]
    odd = [json.loads(line)['text'] for line in GOLDEN.read_text('utf8').splitlines()]
    chance = random.Random(7)
    return chance.sample(rows, COUNT - 200) + chance.sample([t for t in odd if len(t) < 2 * LONGEST], 200)


def main():
    ask = argparse.ArgumentParser()
    for name in ('work', 'checkpoint', 'model', 'out'):
        ask.add_argument(f'--{name}', required=True)
    args = ask.parse_args()
    torch.set_num_threads(1)
    model = Guard(np.load(Path(args.work) / 'start.npz')).eval()
    model.load_state_dict(torch.load(args.checkpoint, weights_only=True)['average'], strict=False)
    manifest = json.loads((Path(args.model) / 'manifest.json').read_text())
    injection = manifest['injection']
    tokenizer = Tokenizer.from_file(str(Path(args.model) / 'tokenizer.json'))
    size, stride = manifest['window']['size'], manifest['window']['stride']
    flat = []
    chosen = texts()
    for i, text in enumerate(chosen):
        ids = tokenizer.encode(normalise(text)[0]).ids
        flat += [(i, [0, *ids[s:s + size], 2]) for s in range(0, max(1, len(ids) - (size - stride)), stride)]
    flat.sort(key=lambda pair: len(pair[1]))
    odds, whole = np.full(len(chosen), -np.inf), [False] * len(chosen)
    odds_of = lambda z, scale: scale['slope'] * z + scale['shift']
    for at in range(0, len(flat), 32):
        group = flat[at:at + 32]
        ids = np.full((len(group), max(len(w) for _, w in group)), PAD, np.int64)
        for row, (_, window) in zip(ids, group):
            row[:len(window)] = window
        with torch.no_grad():
            out = model(torch.tensor(ids))
        for (i, _), z, early in zip(group, out['injection'].tolist(), out['early'].tolist()):
            leaves = 'exit' in injection and early < injection['exit']['below']
            whole[i] = not leaves
            odds[i] = max(odds[i], odds_of(early, injection['exit']['scale']) if leaves else odds_of((1 - injection['blend']) * z + injection['blend'] * early, injection['scale']))
    # Four short ones ride along in the manifest; a backend that misses them is refused at load.
    sure = [i for i in range(len(chosen)) if 30 < len(chosen[i]) < 110 and whole[i]]
    manifest['check'] = [{'text': chosen[i], 'odds': round(float(odds[i]), 4)} for i in sorted(sure, key=lambda i: odds[i])[::max(1, len(sure) // 3)][:4]]
    (Path(args.model) / 'manifest.json').write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + '\n')
    with open(args.out, 'w', encoding='utf8') as out:
        for text, o in zip(chosen, odds):
            out.write(json.dumps({'text': text, 'odds': round(float(o), 4)}, ensure_ascii=False) + '\n')


if __name__ == '__main__':
    main()
