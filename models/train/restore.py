"""Networks out of what there is: start weights, a checkpoint, or the shipped files (as exact as 8 bits keep them)."""
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper as nh

from model import LAYERS, POSITIONS, Guard


def network(start, origin='', layers=LAYERS, positions=POSITIONS):
    """A Guard on the CPU. start: arrays as start.py makes them; origin: '' | a checkpoint, whose depth and window then count | a folder of shipped files."""
    if not origin:
        return Guard(start, layers, positions)
    state = shipped(origin) if Path(origin).is_dir() else torch.load(origin, weights_only=True, map_location='cpu')['average']
    state = {k: v.float() for k, v in state.items()}
    model = Guard(start, 1 + max(int(k.split('.')[1]) for k in state if k.startswith('layers.')), len(state['pos']))
    model.load_state_dict(state, strict=False)
    return model


def graphs(folder):
    """The named constants of the CPU graphs, whose bytes lie in weights.bin."""
    made = {}
    for name in ('cpu-early', 'cpu-late'):
        graph = onnx.load(str(Path(folder) / f'{name}.onnx')).graph
        made.update({t.name: nh.to_array(t) for t in graph.initializer})
        matrices = [(n.input[1], n.input[2]) for n in graph.node if n.op_type == 'DynamicQuantizeMatMul']
        turned = {n.output[0]: n.input[0] for n in graph.node if n.op_type == 'Transpose'}
        made.update({turned[q][:-2] + '.weight': (made[turned[q]].astype(np.float32) - 128) * made[s][:, None] for q, s in matrices})
    return made


def shipped(folder):
    """A state dict out of weights.bin and the graphs over it."""
    found = graphs(folder)
    state = {k: v for k, v in found.items() if k == 'pos' or k.endswith(('.weight', '.bias'))}
    for head in ('early', 'injection', 'action'):
        state[f'{head}.pool.query'] = found[f'{head}.query'][:, 0]
        state[f'{head}.out.weight'] = state[f'{head}.out.weight'].T
    return {k: torch.tensor(np.ascontiguousarray(v)) for k, v in state.items()}


def words(folder):
    """The embedding blocks, as start.npz has them."""
    found = graphs(folder)
    pairs = found['word']
    return {'word.q': np.stack([pairs & 15, pairs >> 4], -1).reshape(len(pairs), -1), 'word.s': found['word.s']}
