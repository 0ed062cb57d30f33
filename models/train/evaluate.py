"""Scores held-out and development rows with exported graphs. evaluate.py --data DATA --model models → one JSON object of figures, scores kept in --scores.

Development sets choose thresholds and are never trained on.
"""
import argparse
import json
from collections import defaultdict
from pathlib import Path

import numpy as np
import onnxruntime as ort
from tokenizers import Tokenizer

from data import actions, held_out, passages, rows_of
from model import BLEND, PAD, TIERS
from normalise import normalise

WINDOW, STRIDE, TOKENS = 126, 94, 3000


class Shipped:
    def __init__(self, folder, kind='cpu'):
        folder = Path(folder)
        self.tokenizer = Tokenizer.from_file(str(folder / 'tokenizer.json'))
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        self.early = ort.InferenceSession(str(folder / f'{kind}-early.onnx'), options)
        self.late = ort.InferenceSession(str(folder / f'{kind}-late.onnx'), options)

    def windows(self, text):
        ids = self.tokenizer.encode(normalise(text[:20000])[0]).ids
        starts = range(0, max(1, len(ids) - (WINDOW - STRIDE)), STRIDE)
        return [[0, *ids[s:s + WINDOW], 2] for s in starts]

    def run(self, texts):
        """Per text: the window with the highest injection logit, every output of it."""
        flat = [(i, w) for i, t in enumerate(texts) for w in self.windows(t)]
        flat.sort(key=lambda pair: len(pair[1]))
        best, batch = [None] * len(texts), []
        for pair in [*flat, None]:
            if batch and (pair is None or (len(batch) + 1) * len(pair[1]) > TOKENS):
                self.batch(batch, best)
                batch = []
            if pair:
                batch.append(pair)
        return best

    def batch(self, batch, best):
        ids = np.full((len(batch), max(len(w) for _, w in batch)), PAD, np.int32)
        for row, (_, window) in zip(ids, batch):
            row[:len(window)] = window
        hidden, early = self.early.run(['hidden', 'early'], {'ids': ids})
        injection, kind, tier, category, purpose = self.late.run(None, {'hidden': hidden, 'ids': ids})
        for j, (i, _) in enumerate(batch):
            made = {'z': float((1 - BLEND) * injection[j] + BLEND * early[j]), 'early': float(early[j]), 'type': int(kind[j].argmax()), 'tier': tier[j], 'category': int(category[j].argmax()),
                    'purpose': int(purpose[j].argmax())}
            if best[i] is None or made['z'] > best[i]['z']:
                early_most = max(made['early'], best[i]['early']) if best[i] else made['early']
                best[i] = {**made, 'early': early_most}
            else:
                best[i]['early'] = max(best[i]['early'], made['early'])


def auc(positive, negative):
    order = np.sort(negative)
    below = np.searchsorted(order, positive, 'left') + np.searchsorted(order, positive, 'right')
    return float(below.mean() / 2 / len(order))


def recall_at(positive, negative, share=0.01):
    return float((positive > np.quantile(negative, 1 - share)).mean())


def pages_of(rows, scores):
    """The highest score of each real page."""
    page = defaultdict(lambda: -99.0)
    for row, z in zip(rows, scores):
        key = row['context'].split(';')[0]
        page[key] = max(page[key], z)
    return np.array(list(page.values()))


def main():
    ask = argparse.ArgumentParser()
    ask.add_argument('--data', required=True)
    ask.add_argument('--model', required=True)
    ask.add_argument('--scores')
    ask.add_argument('--limit', type=int, default=700)
    args = ask.parse_args()
    data, model = Path(args.data), Shipped(args.model)
    sets = {}
    for name in ('readability_pages', 'redteamcua', 'web_ui_attacks', 'aux_injecguard_valid', 'aux_safeguard', 'aux_tensortrust', 'aux_qualifire'):
        rows = rows_of(data / 'dev' / f'{name}.jsonl')
        sets[name] = rows[:args.limit] if name.startswith('aux') else rows
    held = defaultdict(list)
    for row in passages(data):
        if held_out(row):
            held[row['genre'] + '-held' if row.get('eval') else 'authored-held' if row['source'].startswith('authored') else row['source']].append(row)
    sets.update({k: v[:args.limit] if not k.startswith('authored') else v for k, v in held.items()})
    kept = {}
    for name, rows in sets.items():
        out = model.run([r['text'] for r in rows])
        y = np.array([r['label'] == 'injection' for r in rows])
        kept[name] = (rows, y, np.array([o['z'] for o in out]), np.array([o['early'] for o in out]))
    pages, _, page_z, page_early = kept['readability_pages']
    tops = pages_of(pages, page_z)
    unsafe = float(np.quantile(tops, 0.97, method='higher')) + 1e-6
    benign_web = np.concatenate([page_z, kept['web_ui_attacks'][2][~kept['web_ui_attacks'][1]]])
    report = {'threshold_3%_pages': round(unsafe, 3), 'pages': len(tops)}
    attack_early, attack_z = [], []
    for name, (rows, y, z, early) in kept.items():
        line = {'n': len(y), 'attacks': int(y.sum())}
        if y.any():
            line['auc_pages'] = round(auc(z[y], page_z), 4)
            line['recall_1%'] = round(recall_at(z[y], page_z), 3)
            line['recall_at_t'] = round(float((z[y] >= unsafe).mean()), 3)
            attack_early.append(early[y])
            attack_z.append(z[y])
        if y.any() and (~y).sum() > 20:
            line['auc_own'] = round(auc(z[y], z[~y]), 4)
        if (~y).any():
            line['flagged_benign'] = round(float((z[~y] >= unsafe).mean()), 4)
        report[name] = line
    early, z = np.concatenate(attack_early), np.concatenate(attack_z)
    exits = float(np.quantile(early[z >= unsafe], 0.01))
    report['early'] = {'threshold_99%_of_found': round(exits, 3), 'pages_windows_leaving': round(float((page_early < exits).mean()), 3)}
    tongues = defaultdict(lambda: ([], []))
    for name in ('authored-held',):
        rows, y, scores, _ = kept[name]
        for row, attack, s in zip(rows, y, scores):
            tongues[row['lang'].split('+')[0][:2]][int(attack)].append(s)
    report['languages'] = {k: [len(p), len(n), round(auc(np.array(p), np.array(n)), 3)] for k, (n, p) in sorted(tongues.items()) if len(p) > 3 and len(n) > 3}
    for context in (True, False):
        rows = [r for r in actions(data) if r['held']]
        out = model.run([r['text' if context else 'bare'] for r in rows])
        want = np.array([r['tier'] for r in rows])
        got = np.array([o['tier'].argmax() for o in out])
        high = want == TIERS.index('HIGH')
        report['action' if context else 'action_bare'] = {'n': len(rows), 'accuracy': round(float((got == want).mean()), 3), 'high_recall': round(float((got[high] == 2).mean()), 3),
                                                          'high_precision': round(float(high[got == 2].mean()), 3),
                                                          'category': round(float(np.mean([o['category'] == r['category'] for o, r in zip(out, rows)])), 3)}
        if context:
            kept['action'] = (rows, want, np.array([o['tier'] for o in out]), got)
    print(json.dumps(report, indent=1))
    kept['pages'] = (None, tops * 0, tops, tops)
    if args.scores:
        np.savez(args.scores, **{f'{k}.{n}': v for k, (_, y, a, b) in kept.items() for n, v in (('y', y), ('z', a), ('b', b))})


if __name__ == '__main__':
    main()
