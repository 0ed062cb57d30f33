"""Turns logits into probabilities and verdicts, and pins the files: writes models/manifest.json.

calibrate.py --model models --scores SCORES.npz --version V ; the scores are evaluate.py's. Thresholds are set on whole pages and on held-out mail.
"""
import argparse
import hashlib
import json
from pathlib import Path

import numpy as np

from model import BLEND, CATEGORIES, PURPOSES, TYPES

# Shares of real pages that may carry a flag of either kind; of held-out mail, the same.
CONTROVERSIAL, UNSAFE = 0.025, 0.01
# Early logit below which a window leaves: six windows in seven did when it was chosen, at 0.002 of AUC and no recall (curve in models/README.md).
EXIT = -1.0
# Text in which one of these had to be undone needs less suspicion: a choice, not a fit.
DISGUISES = ('tags', 'zero-width', 'homoglyphs', 'base64', 'hex', 'rot13', 'reversed', 'leet', 'spaced', 'entities')
DISGUISED = {'controversial': 0.5, 'unsafe': 0.75}


def platt(z, y, rounds=50):
    """slope, shift of a logistic fit in which attacks and harmless rows count the same."""
    weight = np.where(y, 0.5 / y.mean(), 0.5 / (1 - y.mean()))
    x = np.stack([z, np.ones_like(z)], 1)
    beta = np.array([1.0, 0.0])
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-x @ beta))
        grad = x.T @ (weight * (p - y)) + 1e-3 * (beta - [1, 0])
        hess = (x * (weight * p * (1 - p))[:, None]).T @ x + 1e-3 * np.eye(2)
        beta -= np.linalg.solve(hess, grad)
    return float(beta[0]), float(beta[1])


def temperature(logits, y):
    grid = np.linspace(0.5, 4, 71)
    def loss(t):
        q = logits / t
        q = q - q.max(1, keepdims=True)
        return -(q[np.arange(len(y)), y] - np.log(np.exp(q).sum(1))).mean()
    return float(min(grid, key=loss))


def reliability(p, y, bins=10):
    """Rows of [mean probability, share of attacks, n]."""
    at = np.minimum((p * bins).astype(int), bins - 1)
    return [[round(float(p[at == b].mean()), 3), round(float(y[at == b].mean()), 3), int((at == b).sum())] for b in range(bins) if (at == b).any()]


def plot(rows):
    """The reliability rows as an SVG: mean predicted probability across, share of attacks up, area by count."""
    size, edge = 320, 36
    x = lambda p: edge + p * (size - 2 * edge)
    y = lambda p: size - edge - p * (size - 2 * edge)
    most = max(n for *_, n in rows)
    dots = ''.join(f'<circle cx="{x(p):.1f}" cy="{y(a):.1f}" r="{2 + 10 * (n / most) ** 0.5:.1f}" fill="#2b6cb0" fill-opacity=".7"><title>{p} → {a}, n = {n}</title></circle>' for p, a, n in rows)
    ticks = ''.join(f'<text x="{x(t):.0f}" y="{size - edge + 16}" text-anchor="middle">{t}</text><text x="{edge - 6}" y="{y(t) + 4:.0f}" text-anchor="end">{t}</text>' for t in (0, 0.5, 1))
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" font-family="sans-serif" font-size="11" role="img" aria-label="Reliability: predicted probability against share of attacks">'
            f'<rect width="{size}" height="{size}" fill="#fff"/><path d="M{x(0)} {y(1)}V{y(0)}H{x(1)}" fill="none" stroke="#444"/>'
            f'<path d="M{x(0)} {y(0)}L{x(1)} {y(1)}" stroke="#999" stroke-dasharray="4"/>{dots}{ticks}'
            f'<text x="{size / 2}" y="{size - 4}" text-anchor="middle">predicted</text><text x="12" y="{size / 2}" text-anchor="middle" transform="rotate(-90 12 {size / 2})">share of attacks</text></svg>\n')


def main():
    ask = argparse.ArgumentParser()
    ask.add_argument('--model', required=True)
    ask.add_argument('--scores', required=True)
    ask.add_argument('--version', required=True)
    args = ask.parse_args()
    folder, s = Path(args.model), np.load(args.scores)
    z, y, early = (np.concatenate([s[f'{n}.{k}'] for n in ('authored-held', 'mail-held', 'words-held')]) for k in 'zyb')
    slope, shift = platt(z, y.astype(float))
    e_slope, e_shift = platt(early, y.astype(float))
    sigmoid = lambda v, a, b: 1 / (1 + np.exp(-(a * v + b)))
    tops, mail = s['pages.z'], s['mail-held.z']
    def at(share):
        pages = np.quantile(tops, 1 - share, method='higher')
        mails = np.quantile(mail, 1 - min(0.01, share), method='lower')
        return float(max(pages, mails)) + 1e-4
    logits = {'controversial': at(CONTROVERSIAL), 'unsafe': max(at(UNSAFE), at(CONTROVERSIAL) + 0.5)}
    thresholds = {k: round(float(sigmoid(v, slope, shift)), 6) for k, v in logits.items()}
    heat = temperature(s['action.z'], s['action.y'])
    q = np.exp(s['action.z'] / heat - (s['action.z'] / heat).max(1, keepdims=True))
    p_high = (q / q.sum(1, keepdims=True))[:, 2]
    high = float(np.quantile(p_high[s['action.y'] == 2], 0.15))
    high = min(0.5, max(0.3, high))
    pins = {}
    for path in sorted(folder.iterdir()):
        if path.suffix in ('.onnx', '.bin') or path.name == 'tokenizer.json':
            pins[path.name] = {'sha256': hashlib.sha256(path.read_bytes()).hexdigest(), 'bytes': path.stat().st_size}
    manifest = {
        'name': 'interlock-e5-6', 'version': args.version, 'files': pins, 'window': {'size': 126, 'stride': 94}, 'tokens': {'start': 0, 'pad': 1, 'end': 2},
        'injection': {'blend': BLEND, 'scale': {'slope': round(slope, 5), 'shift': round(shift, 5)}, 'types': list(TYPES), 'thresholds': {'wasm': thresholds, 'webgpu': thresholds, 'disguised': DISGUISED}, 'disguises': list(DISGUISES),
                      'exit': {'below': EXIT, 'scale': {'slope': round(e_slope, 5), 'shift': round(e_shift, 5)}}},
        'action': {'temperature': heat, 'categories': list(CATEGORIES), 'purposes': list(PURPOSES), 'high': round(high, 4)},
        'check': [],
    }
    (folder / 'manifest.json').write_text(json.dumps(manifest, indent=1) + '\n')
    bins = reliability(sigmoid(z, slope, shift), y)
    (folder / 'eval').mkdir(exist_ok=True)
    (folder / 'eval' / 'reliability.svg').write_text(plot(bins))
    print(json.dumps({'logits': logits, 'thresholds': thresholds, 'temperature': heat, 'high': high,
                      'reliability': bins,
                      'exit_share_pages': float((s['readability_pages.b'] < EXIT).mean())}, indent=1))


if __name__ == '__main__':
    main()
