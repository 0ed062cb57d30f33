"""Trains both heads jointly. train.py --data DATA --work WORK --name RUN --steps N [--origin CHECKPOINT] ; run again, it goes on from its checkpoint."""
import argparse
import json
import math
import os
import time
from dataclasses import dataclass, field, fields
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer

from model import BLEND, LAYERS, Guard
from restore import network
from sample import ACTION_SHARE, TOKENS, WINDOW, Reader, Rows, Sampler, ahead

PEAK, HEAD_PEAK, WARM, DECAY = 1.4e-4, 6e-4, 0.08, 0.01
AVERAGE = 0.998
MARGIN, MARGIN_WEIGHT = -3.5, 0.03  # a harmless passage should sit well below zero, not just below
LOUDEST = 40  # one row in so many is the tail: the harmless passages that set a threshold
UNKNOWN = 3


@dataclass
class Recipe:
    """What makes one run; train.py takes each as an option."""
    name: str
    steps: int = 0  # how long it is: so many steps, or so many seconds, or what comes first
    seconds: float = 0
    origin: str = ''  # a checkpoint, a folder of shipped files, or nothing: the start weights
    seed: int = 11
    tokens: int = TOKENS
    actions: float = ACTION_SHARE  # share of action rows in a batch
    peak: float = 1.0  # times the usual learning rate
    mask: float = 0.0  # share of the pieces that are made unknown
    drop: float = 0.0  # dropout within the layers
    tail: float = 0.0  # weight of ranking attacks above the loudest harmless passages
    window: int = WINDOW
    layers: int = LAYERS
    times: dict = field(default_factory=dict)  # factors on the weights of sources
    teachers: list = field(default_factory=list)  # checkpoints whose answers are learned as well
    device: str = 'cpu'


def mean_over(values, which):
    return (values * which).sum() / which.sum().clamp(min=1)


def loss_of(out, batch, tail=0.0, taught=None):
    """batch: tensors as `packed` makes them; taught: the teachers' probabilities of an attack and of each tier."""
    passage, deed, weight = (batch['y'] >= 0).float(), (batch['tier'] >= 0).float(), batch['weight']
    y = batch['y'].clamp(min=0).float()
    soft, z, early = y * 0.98 + 0.01, out['injection'], out['early']
    cross = lambda name, **more: F.cross_entropy(out[name], batch[name].clamp(min=0), reduction='none', **more)
    doubt = F.binary_cross_entropy_with_logits
    total = mean_over(doubt(z, soft, reduction='none'), passage)
    total = total + MARGIN_WEIGHT * mean_over((1 - y) * F.relu(z - MARGIN) ** 2, passage)
    total = total + 0.3 * mean_over(doubt(early, soft, reduction='none', pos_weight=z.new_tensor(2.0)), passage)
    total = total + 0.15 * (cross('type') * (batch['type'] >= 0)).sum() / passage.sum().clamp(min=1)
    total = total + 0.8 * mean_over((cross('tier', label_smoothing=0.06) + 0.3 * cross('category', label_smoothing=0.05)) * weight, deed)
    total = total + 0.2 * mean_over(cross('purpose'), (batch['purpose'] >= 0).float())
    blend = (1 - BLEND) * z + BLEND * early
    if tail:
        loud = torch.where((passage > 0) & (y < 0.5), blend, -1e4).topk(max(1, len(y) // LOUDEST)).values
        total = total + tail * mean_over(F.softplus(1 + loud[:, None] - blend).mean(0), passage * y)
    if taught:
        attack, tier = taught
        total = total + mean_over(doubt(z, attack, reduction='none') + 0.3 * doubt(early, attack, reduction='none'), passage)
        total = total + 0.8 * mean_over(F.cross_entropy(out['tier'], tier, reduction='none') * weight, deed)
    return total


def answers(teachers, ids):
    with torch.no_grad():
        said = [t(ids) for t in teachers]
        z = torch.stack([(1 - BLEND) * s['injection'] + BLEND * s['early'] for s in said]).mean(0)
        return torch.sigmoid(z.float()), torch.softmax(torch.stack([s['tier'] for s in said]).mean(0).float(), -1)


def rate(done):
    """Share of the peak rate after a share of the run: up in a straight line, down along a cosine."""
    return min(1, (done + 1e-3) / WARM) * (0.03 + 0.97 * 0.5 * (1 + math.cos(math.pi * min(1, done))))


def groups(model):
    """Lower layers move less; heads move most; norms and biases don't decay."""
    made = {}
    for name, p in model.named_parameters():
        depth = int(name.split('.')[1]) if name.startswith('layers.') else -1 if name.split('.')[0] in ('early', 'injection', 'action') else 0
        peak = HEAD_PEAK if depth < 0 else PEAK * 0.88 ** (len(model.layers) - 1 - depth)
        decay = DECAY if p.dim() == 2 else 0
        made.setdefault((peak, decay), {'params': [], 'lr': peak, 'peak': peak, 'weight_decay': decay})['params'].append(p)
    return list(made.values())


def train(recipe, rows, reader, start, work, report=print):
    """Runs a recipe to its end and keeps WORK/NAME.pt, from which it goes on when it was interrupted. Returns the averaged weights."""
    torch.manual_seed(recipe.seed)
    torch.backends.cuda.enable_cudnn_sdp(False)  # it would plan anew for every shape
    device, saved = recipe.device, Path(work) / f'{recipe.name}.pt'
    state = torch.load(saved, weights_only=True, map_location='cpu') if saved.exists() else None
    step, before = (state['step'], state['spent']) if state else (0, 0.0)
    # Forked before the GPU is touched.
    batches = ahead(Sampler(rows, reader, recipe.seed + step, recipe.actions, recipe.window, recipe.tokens, recipe.times))
    model = network(start, recipe.origin, recipe.layers, recipe.window + 4)
    model.load_state_dict(state['model'] if state else {}, strict=False)
    model.to(device)
    optimiser = torch.optim.AdamW(groups(model), betas=(0.9, 0.98), fused=device != 'cpu')
    average = {k: (state['average'][k].to(device) if state else v.clone()) for k, v in model.state_dict().items()}
    if state:
        optimiser.load_state_dict(state['optimiser'])
    teachers = [network(start, path).to(device).eval() for path in recipe.teachers]
    model.train()
    for layer in model.layers:
        layer.drop.p = recipe.drop
    live = model.state_dict()
    began, count, tokens, seen = time.time(), 0, 0, []

    def save():
        torch.save({'model': live, 'optimiser': optimiser.state_dict(), 'average': average, 'step': step, 'spent': spent}, f'{saved}.new')
        os.replace(f'{saved}.new', saved)

    for arrays in batches:
        spent = before + time.time() - began
        done = max(step / (recipe.steps or math.inf), spent / (recipe.seconds or math.inf))
        if done >= 1:
            break
        for group in optimiser.param_groups:
            group['lr'] = group['peak'] * rate(done) * recipe.peak
        batch = {k: torch.from_numpy(v).to(device, non_blocking=True) for k, v in arrays.items()}
        ids = batch['ids']
        read = torch.where((torch.rand(ids.shape, device=device) < recipe.mask) & (ids > UNKNOWN), UNKNOWN, ids) if recipe.mask else ids
        with torch.autocast(device, torch.bfloat16):
            out = model(read)
            taught = answers(teachers, ids) if teachers else None
        loss = loss_of(out, batch, recipe.tail, taught)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        step += 1
        with torch.no_grad():
            torch._foreach_lerp_(list(average.values()), list(live.values()), 1 - min(AVERAGE, (step + 1) / (step + 20)))
        seen.append(loss.detach())
        count += len(ids)
        tokens += ids.numel()
        if len(seen) == 25:
            took = time.time() - began
            report(f'{recipe.name} {step} {done:.2f} loss {torch.stack(seen).mean().item():.3f} rows {count} {count / took:.0f}/s {tokens / took:.0f} tokens/s', flush=True)
            seen.clear()
        if step % 50 == 0 and device == 'cpu':
            save()
    save()
    report(f'{recipe.name} ended after {step} steps, {count} rows, {tokens} tokens', flush=True)
    return average


def main():
    ask = argparse.ArgumentParser()
    ask.add_argument('--data', required=True)
    ask.add_argument('--work', required=True)
    ask.add_argument('--threads', type=int, default=2)
    for f in fields(Recipe):
        kind = json.loads if f.type in (dict, list) else f.type
        ask.add_argument(f'--{f.name}', type=kind, **({'required': True} if f.name == 'name' else {'default': f.default_factory() if f.type in (dict, list) else f.default}))
    args = vars(ask.parse_args())
    data, work = args.pop('data'), Path(args.pop('work'))
    torch.set_num_threads(args.pop('threads'))
    rows, reader = Rows(data), Reader(Tokenizer.from_file(str(work / 'tokenizer.json')))
    print(json.dumps({'attacks': {k: len(v) for k, v in rows.groups[1].items()}, 'benign': {k: len(v) for k, v in rows.groups[0].items()},
                      'actions': [len(rows.strong), len(rows.weak)]}), flush=True)
    train(Recipe(**args), rows, reader, np.load(work / 'start.npz'), work)


if __name__ == '__main__':
    main()
