"""Trains both heads jointly. train.py --data DATA --work WORK --name RUN --steps N [--from CHECKPOINT] ; run again, it goes on from its checkpoint."""
import argparse
import copy
import json
import math
import os
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer

from model import EXIT_AFTER, Guard
from sample import ACTION_SHARE, Sampler, tensors

PEAK, HEAD_PEAK, WARM, DECAY = 1.4e-4, 6e-4, 150, 0.01
AVERAGE = 0.998
KEEP_WEIGHT = 0.1  # with --upper: the injection logit stays near the origin's
MARGIN, MARGIN_WEIGHT = -3.5, 0.03  # a harmless passage should sit well below zero, not just below


def loss_of(out, batch, kept=None):
    tensor = lambda key, rows: torch.tensor([batch[i][key] for i in rows])
    passages = [i for i, r in enumerate(batch) if 'y' in r]
    deeds = [i for i, r in enumerate(batch) if 'y' not in r]
    total = out['injection'].new_zeros(())
    if passages:
        y = tensor('y', passages).float()
        soft = y * 0.98 + 0.01
        z = out['injection'][passages]
        total = total + F.binary_cross_entropy_with_logits(z, soft)
        total = total + MARGIN_WEIGHT * ((1 - y) * F.relu(z - MARGIN) ** 2).mean()
        total = total + 0.3 * F.binary_cross_entropy_with_logits(out['early'][passages], soft, pos_weight=torch.tensor(2.0))
        if kept is not None:
            # Where the teacher was right; where it was wrong there is something to learn.
            before = kept[passages]
            right = ((before > 0) == (y > 0.5)).float()
            total = total + KEEP_WEIGHT * (right * (z - before) ** 2).mean()
        typed = [i for i in passages if batch[i]['type'] >= 0]
        if typed:
            total = total + 0.15 * F.cross_entropy(out['type'][typed], tensor('type', typed)) * len(typed) / len(passages)
    if deeds:
        weight = torch.tensor([0.5 if batch[i]['soft'] else 1.0 for i in deeds])
        tier = F.cross_entropy(out['tier'][deeds], tensor('tier', deeds), label_smoothing=0.06, reduction='none')
        category = F.cross_entropy(out['category'][deeds], tensor('category', deeds), label_smoothing=0.05, reduction='none')
        total = total + ((tier + 0.3 * category) * weight).mean() * 0.8
        known = [i for i in deeds if batch[i]['purpose'] >= 0]
        if known:
            total = total + 0.2 * F.cross_entropy(out['purpose'][known], tensor('purpose', known))
    return total


def rate(step, steps):
    return min(1, (step + 1) / min(WARM, steps / 8)) * (0.03 + 0.97 * 0.5 * (1 + math.cos(math.pi * min(1, step / steps))))


def groups(model):
    """Lower layers move less; heads move most; norms and biases don't decay."""
    made = []
    for name, p in model.named_parameters():
        if not p.requires_grad:
            continue
        depth = int(name.split('.')[1]) if name.startswith('layers.') else 6 if name.split('.')[0] in ('early', 'injection', 'action') else 0
        peak = HEAD_PEAK if depth == 6 else PEAK * 0.88 ** (5 - depth)
        made.append({'params': [p], 'lr': peak, 'peak': peak, 'weight_decay': DECAY if p.dim() == 2 else 0})
    return made


def freeze(model):
    """Lets only the upper layers and the heads move; returns a copy that remembers how the model judged before."""
    teacher = copy.deepcopy(model).eval().requires_grad_(False)
    for part in (model.norm, *model.layers[:EXIT_AFTER]):
        part.requires_grad_(False)
    model.pos.requires_grad_(False)
    return teacher


def taught(model, teacher, ids, batch):
    """The model's answers, and the teacher's injection logits for the passages (zero for actions): both start from the frozen layers."""
    with torch.no_grad():
        x, mask = model.lower(ids)
        rows = torch.tensor([i for i, r in enumerate(batch) if 'y' in r], dtype=torch.long)
        kept = torch.zeros(len(batch))
        if len(rows):
            kept[rows] = teacher.upper(x[rows], mask[rows])['injection']
    return model.upper(x, mask), kept


def main():
    ask = argparse.ArgumentParser()
    ask.add_argument('--data', required=True)
    ask.add_argument('--work', required=True)
    ask.add_argument('--name', required=True)
    ask.add_argument('--steps', type=int, required=True)
    ask.add_argument('--from', dest='origin')
    ask.add_argument('--seed', type=int, default=11)
    ask.add_argument('--threads', type=int, default=2)
    ask.add_argument('--actions', type=float, default=ACTION_SHARE, help='share of action rows in a batch')
    ask.add_argument('--upper', action='store_true', help='the layers below the early exit stay as --from has them: a third cheaper')
    ask.add_argument('--peak', type=float, default=1.0, help='times the usual learning rate')
    args = ask.parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    work = Path(args.work)
    tokenizer = Tokenizer.from_file(str(work / 'tokenizer.json'))
    model = Guard(np.load(work / 'start.npz'))
    if args.origin:
        model.load_state_dict(torch.load(args.origin, weights_only=True)['average'], strict=False)
    teacher = freeze(model) if args.upper else None
    optimiser = torch.optim.AdamW(groups(model), betas=(0.9, 0.98))
    average = {k: v.clone() for k, v in model.state_dict().items()}
    saved = work / f'{args.name}.pt'
    step = 0
    if saved.exists():
        state = torch.load(saved, weights_only=True)
        model.load_state_dict(state['model'], strict=False)
        optimiser.load_state_dict(state['optimiser'])
        average, step = state['average'], state['step']
    sampler = Sampler(args.data, tokenizer, args.seed + step, args.actions)
    print(json.dumps({'attacks': {k: len(v) for k, v in sampler.groups[1].items()}, 'benign': {k: len(v) for k, v in sampler.groups[0].items()},
                      'actions': [len(sampler.strong), len(sampler.weak)]}), flush=True)
    model.train()
    if teacher:
        for part in (model.drop, *model.layers[:EXIT_AFTER]):
            part.eval()
    began, rows, tokens, seen = time.time(), 0, 0, []

    def save():
        torch.save({'model': model.state_dict(), 'optimiser': optimiser.state_dict(), 'average': average, 'step': step}, f'{saved}.new')
        os.replace(f'{saved}.new', saved)

    for batch in sampler.batches():
        if step >= args.steps:
            break
        scale = rate(step, args.steps) * args.peak
        for group in optimiser.param_groups:
            group['lr'] = group['peak'] * scale
        ids = torch.tensor(tensors(batch))
        with torch.autocast('cpu', torch.bfloat16):
            out, kept = taught(model, teacher, ids, batch) if teacher else (model(ids), None)
        loss = loss_of(out, batch, kept)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        step += 1
        keep = min(AVERAGE, (step + 1) / (step + 20))
        with torch.no_grad():
            for k, v in model.state_dict().items():
                average[k].lerp_(v, 1 - keep) if v.is_floating_point() else average[k].copy_(v)
        seen.append(loss.item())
        rows += len(batch)
        tokens += ids.numel()
        if step % 25 == 0:
            spent = time.time() - began
            print(f'{step} loss {np.mean(seen[-25:]):.3f} rows {rows} {rows / spent:.1f}/s {tokens / spent:.0f} tokens/s', flush=True)
        if step % 50 == 0:
            save()
    save()


if __name__ == '__main__':
    main()
