"""An endless, seeded stream of training batches: sources by weight, attacks spliced into real text, lengths bucketed to a token budget."""
import random
from collections import defaultdict

import numpy as np

from data import ATTACKS, BENIGN, actions, folder_of, held_out, passages, row_action
from model import PAD
from normalise import normalise

WINDOW = 126  # tokens of text; <s> and </s> make 128
TOKENS = 2560  # a batch, padding included
POOL = 960  # rows drawn together, so that lengths can be bucketed
ACTION_SHARE = 0.30
WEAK_SHARE = 0.06  # of the actions; the word rule behind them calls a "Refund date" HIGH
SPLICE = 0.27  # of the short passages of either label
CARRIERS = ('gov_18f_blog', 'gov_digitalgov', 'gov_18f_handbook', 'clothing_reviews', 'based_cooking', 'ui_strings', 'sms_spam_collection', 'tldr_pages', 'own-mail')


class Sampler:
    def __init__(self, data, tokenizer, seed, actions_share=ACTION_SHARE):
        self.action_share = actions_share
        self.random = random.Random(seed)
        self.tokenizer = tokenizer
        self.groups = {0: defaultdict(list), 1: defaultdict(list)}
        for row in passages(data):
            if not held_out(row):
                self.groups[row['y']][folder_of(row)].append(row)
        self.weights = {}
        for y, weight in ((0, BENIGN), (1, ATTACKS)):
            names = [n for n in self.groups[y] if n in weight]
            self.weights[y] = (names, [weight[n] for n in names])
        self.carriers = [r for n in CARRIERS for r in self.groups[0][n] if 40 < len(r['text']) < 400]
        rows = [r for r in actions(data) if not r['held']]
        self.strong = [r for r in rows if not r['soft']]
        self.weak = [r for r in rows if r['soft']]

    def passage(self):
        y = int(self.random.random() < 0.40)
        names, weights = self.weights[y]
        row = self.random.choice(self.groups[y][self.random.choices(names, weights)[0]])
        text = normalise(row['text'])[0]
        if len(text) < 260 and self.random.random() < SPLICE:
            text = self.splice(text)
        elif self.random.random() < 0.06:
            text = self.random.choice((str.lower, str.lower, str.upper, lambda t: t.replace('.', '').replace(',', '')))(text)
        return {'text': text, 'y': y, 'type': row['type'], 'place': row.get('context', ''), 'focus': row.get('focus')}

    def splice(self, text):
        """`text` between whole sentences of a harmless page, at a random place."""
        carrier = normalise(self.random.choice(self.carriers)['text'])[0]
        ends = [i + 1 for i, c in enumerate(carrier) if c in '.!?。' and i + 1 < len(carrier)]
        at = self.random.choice([0, len(carrier), *ends])
        return ' '.join(p for p in (carrier[:at].strip(), text, carrier[at:].strip()) if p)

    def action(self):
        row = self.random.choice(self.strong if self.random.random() >= WEAK_SHARE else self.weak)
        text = row['text'] if row['soft'] else row_action(self.thinned(row), self.random.random() >= 0.15)
        if self.random.random() < 0.1:
            text = self.random.choice((str.lower, str.upper))(text)
        return {'text': normalise(text)[0], 'tier': row['tier'], 'category': row['category'], 'purpose': row['purpose'], 'soft': row['soft']}

    def thinned(self, row):
        """Pages say less than their authors: now and then the form, the title, the address or the neighbours are missing."""
        return {**row, **{key: '' for key in ('form', 'nearby', 'page_title', 'url') if self.random.random() < 0.08}}

    def cut(self, row, ids):
        """One window of a long text: where the attack is known to be, else anywhere."""
        if len(ids) <= WINDOW:
            return ids
        last = len(ids) - WINDOW
        place = row.get('place', '')
        if row.get('focus') is not None:
            start = min(last, int(row['focus'] * last))
        elif 'at start' in place:
            start = 0
        elif 'at end' in place or 'place=end' in place:
            start = last
        elif 'middle' in place:
            start = last // 2
        else:
            start = self.random.randint(0, last) if row.get('y') == 0 else 0
        return ids[start:start + WINDOW]

    def batches(self):
        while True:
            rows = [self.action() if self.random.random() < self.action_share else self.passage() for _ in range(POOL)]
            encoded = self.tokenizer.encode_batch([r['text'][:4000] for r in rows])
            for row, e in zip(rows, encoded):
                row['ids'] = [0, *self.cut(row, e.ids), 2]
            rows.sort(key=lambda r: len(r['ids']))
            made, batch = [], []
            for row in rows:
                if batch and (len(batch) + 1) * len(row['ids']) > TOKENS:
                    made.append(batch)
                    batch = []
                batch.append(row)
            made.append(batch)
            self.random.shuffle(made)
            yield from made


def tensors(batch):
    width = max(len(r['ids']) for r in batch)
    ids = np.full((len(batch), width), PAD, np.int64)
    for i, row in enumerate(batch):
        ids[i, :len(row['ids'])] = row['ids']
    return ids
