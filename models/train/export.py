"""Writes the shipped files: one blob of uint8 weights and four small graphs over it.

export.py --work WORK --checkpoint WORK/run.pt --out models
  weights.bin        embeddings in 4-bit blocks as they came, layer matrices in 8 bits (zero point 128, one scale a column)
  cpu-early.onnx     ids int32 [b, t] → hidden float [b, t, 384], early [b]         (DynamicQuantizeMatMul)
  cpu-late.onnx      hidden, ids → injection [b], type, tier, category, purpose
  gpu-early.onnx, gpu-late.onnx                                                     (MatMulNBits, 8 bits)
"""
import argparse
import random
import shutil
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto as T
from onnx import helper as h
from onnx import numpy_helper as nh
from tokenizers import Tokenizer

import own
from model import EPS, EXIT_AFTER, HEADS, HIDDEN, LAYERS, PAD, Guard
from normalise import normalise

BLOCK, WINDOW = 128, 126
MICROSOFT = 'com.microsoft'


class Blob:
    """The shared bytes, each entry aligned to 64."""

    def __init__(self, path):
        self.file, self.places = open(path, 'wb'), {}

    def put(self, key, array):
        if key not in self.places:
            data = np.ascontiguousarray(array).tobytes()
            self.places[key] = (self.file.tell(), len(data))
            self.file.write(data + b'\0' * (-len(data) % 64))

    def tensor(self, name, key, shape, kind):
        made = onnx.TensorProto(name=name, data_type=kind, data_location=onnx.TensorProto.EXTERNAL)
        made.dims.extend(shape)
        at, size = self.places[key]
        for k, v in (('location', 'weights.bin'), ('offset', str(at)), ('length', str(size))):
            made.external_data.add(key=k, value=v)
        return made


class Graph:
    def __init__(self, blob, state, gpu):
        self.blob, self.state, self.gpu = blob, state, gpu
        self.nodes, self.constants, self.count = [], {}, 0

    def op(self, kind, *inputs, outputs=1, domain='', **more):
        self.count += 1
        names = [f'v{self.count}_{i}' for i in range(outputs)]
        self.nodes.append(h.make_node(kind, list(inputs), names, domain=domain, **more))
        return names[0] if outputs == 1 else names

    def const(self, name, array):
        self.constants.setdefault(name, nh.from_array(np.ascontiguousarray(array), name))
        return name

    def ints(self, *values):
        return self.const('i' + '_'.join(map(str, values)).replace('-', 'm'), np.array(values, np.int64))

    def weight(self, name, turned=False):
        """A float tensor, kept in the shared blob unless it is tiny."""
        array = self.state[name].astype(np.float32)
        array = np.ascontiguousarray(array.T) if turned else array
        if array.size < 64:
            return self.const(name, array)
        self.blob.put(name, array)
        return self.external(name, name, array.shape, T.FLOAT)

    def norm(self, x, name):
        return self.op('LayerNormalization', x, self.weight(f'{name}.weight'), self.weight(f'{name}.bias'), axis=-1, epsilon=EPS)

    def linear8(self, x, name):
        w = self.state[f'{name}.weight'].astype(np.float32)
        n, k = w.shape
        scale = np.maximum(np.abs(w).max(1), 1e-8) / 127
        self.blob.put(name, (np.clip(np.round(w / scale[:, None]), -127, 127) + 128).astype(np.uint8))
        bias = self.weight(f'{name}.bias')
        if self.gpu:
            q = self.external(f'{name}.q', name, (n, k // BLOCK, BLOCK))
            s = self.const(f'{name}.s', np.repeat(scale[:, None], k // BLOCK, 1).astype(np.float32))
            return self.op('Add', self.op('MatMulNBits', x, q, s, domain=MICROSOFT, K=k, N=n, bits=8, block_size=BLOCK), bias)
        q = self.op('Transpose', self.external(f'{name}.q', name, (n, k)), perm=[1, 0])
        s = self.const(f'{name}.s', scale.astype(np.float32))
        zeros = self.const(f'z{n}', np.full(n, 128, np.uint8))
        # One scale for the whole batch would let the loudest token set the step for all: each token is brought to 1 first.
        size = self.op('ReduceMax', self.op('Abs', x), self.ints(-1), keepdims=1)
        size = self.op('Max', size, self.const('least', np.array(1e-6, np.float32)))
        y = self.op('DynamicQuantizeMatMul', self.op('Div', x, size), q, s, zeros, domain=MICROSOFT)
        return self.op('Add', self.op('Mul', y, size), bias)

    def external(self, name, key, shape, kind=T.UINT8):
        self.constants.setdefault(name, self.blob.tensor(name, key, shape, kind))
        return name

    def mask(self):
        pad = self.op('Equal', 'ids', self.const('pad', np.array(PAD, np.int32)))
        return self.op('Mul', self.op('Cast', pad, to=T.FLOAT), self.const('far', np.array(-1e4, np.float32)))

    def layer(self, x, i, mask):
        def heads(y, perm):
            return self.op('Transpose', self.op('Reshape', y, self.ints(0, 0, HEADS, HIDDEN // HEADS)), perm=perm)
        q, k, v = self.op('Split', self.linear8(x, f'layers.{i}.qkv'), outputs=3, axis=-1, num_outputs=3)
        scaled = self.op('Mul', q, self.const('scale', np.array((HIDDEN / HEADS) ** -0.5, np.float32)))
        scores = self.op('Add', self.op('MatMul', heads(scaled, [0, 2, 1, 3]), heads(k, [0, 2, 3, 1])), mask)
        mixed = self.op('MatMul', self.op('Softmax', scores, axis=-1), heads(v, [0, 2, 1, 3]))
        joined = self.op('Reshape', self.op('Transpose', mixed, perm=[0, 2, 1, 3]), self.ints(0, 0, HIDDEN))
        x = self.norm(self.op('Add', x, self.linear8(joined, f'layers.{i}.out')), f'layers.{i}.norm1')
        up = self.op('Gelu', self.linear8(x, f'layers.{i}.up'), domain=MICROSOFT)
        return self.norm(self.op('Add', x, self.linear8(up, f'layers.{i}.down')), f'layers.{i}.norm2')

    def linear(self, x, name):
        return self.op('Add', self.op('MatMul', x, self.weight(f'{name}.weight', turned=True)), self.weight(f'{name}.bias'))

    def head(self, x, name, mask, outputs):
        """outputs: (name, size); a size of 0 is a single number without its axis."""
        query = self.const(f'{name}.query', self.state[f'{name}.pool.query'].astype(np.float32)[:, None])
        weight = self.op('Softmax', self.op('Add', self.op('Squeeze', self.op('MatMul', x, query), self.ints(-1)), mask), axis=-1)
        pooled = self.op('Squeeze', self.op('MatMul', self.op('Unsqueeze', weight, self.ints(1)), x), self.ints(1))
        out = self.linear(self.op('Tanh', self.linear8(pooled, f'{name}.mid')), f'{name}.out')
        at = 0
        for label, size in outputs:
            part = self.op('Slice', out, self.ints(at), self.ints(at + max(size, 1)), self.ints(1))
            self.nodes.append(h.make_node('Identity' if size else 'Squeeze', [part] if size else [part, self.ints(1)], [label]))
            at += max(size, 1)

    def save(self, path, inputs, outputs):
        graph = h.make_graph(self.nodes, path.stem, inputs, outputs, list(self.constants.values()))
        model = h.make_model(graph, opset_imports=[h.make_opsetid('', 18), h.make_opsetid(MICROSOFT, 1)], ir_version=9)
        path.write_bytes(model.SerializeToString())


def build(blob, state, start, out, gpu):
    from model import CATEGORIES, PURPOSES, TIERS, TYPES
    kind = 'gpu' if gpu else 'cpu'
    ids = h.make_tensor_value_info('ids', T.INT32, ['b', 't'])
    hidden = h.make_tensor_value_info('hidden', T.FLOAT, ['b', 't', HIDDEN])
    g = Graph(blob, state, gpu)
    nibbles, rows = start['word.q'], start['word.q'].shape[0]
    blob.put('word', (nibbles[:, 0::2] | nibbles[:, 1::2] << 4).astype(np.uint8))
    blob.put('word.s', start['word.s'].astype(np.float32))
    word = g.op('GatherBlockQuantized', g.external('word', 'word', (rows, HIDDEN // 2)), 'ids',
                g.external('word.s', 'word.s', (rows, HIDDEN // 32), T.FLOAT), domain=MICROSOFT, bits=4, block_size=32, gather_axis=0, quantize_axis=1)
    length = g.op('Slice', g.op('Shape', 'ids'), g.ints(1), g.ints(2))
    x = g.norm(g.op('Add', word, g.op('Slice', g.weight('pos'), g.ints(0), length, g.ints(0))), 'norm')
    mask = g.mask()
    wide = g.op('Unsqueeze', mask, g.ints(1, 2))
    for i in range(EXIT_AFTER):
        x = g.layer(x, i, wide)
    g.nodes.append(h.make_node('Identity', [x], ['hidden']))
    g.head(x, 'early', mask, [('early', 0)])
    g.save(out / f'{kind}-early.onnx', [ids], [hidden, h.make_tensor_value_info('early', T.FLOAT, ['b'])])
    g = Graph(blob, state, gpu)
    mask = g.mask()
    wide, x = g.op('Unsqueeze', mask, g.ints(1, 2)), 'hidden'
    for i in range(EXIT_AFTER, LAYERS):
        x = g.layer(x, i, wide)
    g.head(x, 'injection', mask, [('injection', 0), ('type', len(TYPES))])
    g.head(x, 'action', mask, [('tier', len(TIERS)), ('category', len(CATEGORIES)), ('purpose', len(PURPOSES))])
    many = [h.make_tensor_value_info(n, T.FLOAT, ['b', s]) for n, s in (('type', len(TYPES)), ('tier', len(TIERS)), ('category', len(CATEGORIES)), ('purpose', len(PURPOSES)))]
    g.save(out / f'{kind}-late.onnx', [hidden, ids], [h.make_tensor_value_info('injection', T.FLOAT, ['b']), *many])


def main():
    ask = argparse.ArgumentParser()
    ask.add_argument('--work', required=True)
    ask.add_argument('--checkpoint', required=True)
    ask.add_argument('--out', required=True)
    args = ask.parse_args()
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    start = np.load(Path(args.work) / 'start.npz')
    state = {k: v.float().numpy() for k, v in torch.load(args.checkpoint, weights_only=True)['average'].items()}
    model = Guard(start).eval()
    model.load_state_dict({k: torch.tensor(v) for k, v in state.items()}, strict=False)
    tokenizer = Tokenizer.from_file(str(Path(args.work) / 'tokenizer.json'))
    texts = random.Random(3).sample([r['text'] for r in own.composed() if not r['eval']], 64)
    ids = padded([[0, *tokenizer.encode(normalise(t)[0]).ids[:WINDOW], 2] for t in texts])
    blob = Blob(out / 'weights.bin')
    for gpu in (False, True):
        build(blob, state, start, out, gpu)
    blob.file.close()
    shutil.copy(Path(args.work) / 'tokenizer.json', out / 'tokenizer.json')
    check(model, ids, out)


def padded(windows):
    ids = np.full((len(windows), max(map(len, windows))), PAD, np.int32)
    for row, window in zip(ids, windows):
        row[:len(window)] = window
    return ids


def check(model, ids, out):
    """The quantised graphs against the network they came from, on texts of our own."""
    import onnxruntime as ort
    with torch.no_grad():
        want = model(torch.tensor(ids.astype(np.int64)))
    for kind in ('cpu', 'gpu'):
        early = ort.InferenceSession(str(out / f'{kind}-early.onnx'))
        late = ort.InferenceSession(str(out / f'{kind}-late.onnx'))
        hidden, first = early.run(['hidden', 'early'], {'ids': ids})
        got = dict(zip(('injection', 'tier'), late.run(['injection', 'tier'], {'hidden': hidden, 'ids': ids})))
        print(kind, {k: np.quantile(np.abs(v - want[k].numpy()), (0.5, 0.95, 1)).round(3).tolist() for k, v in {**got, 'early': first}.items()})
    print({p.name: round(p.stat().st_size / 1e6, 2) for p in sorted(out.glob('*')) if p.suffix in ('.onnx', '.bin', '.json')})


if __name__ == '__main__':
    main()
