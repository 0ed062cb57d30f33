"""An endless, seeded stream of training batches: sources by weight, attacks spliced into real text, lengths bucketed to a token budget."""
import multiprocessing
import random
from array import array
from collections import defaultdict

import numpy as np

from data import ATTACKS, BENIGN, actions, folder_of, held_out, passages, row_action
from model import PAD
from normalise import normalise

WINDOW = 126  # tokens of text; <s> and </s> make 128
TOKENS = 2560  # a batch, padding included
POOL = 20  # batches drawn together, so that lengths can be bucketed
ACTION_SHARE = 0.30
WEAK_SHARE = 0.06  # of the actions; the word rule behind them calls a "Refund date" HIGH
SPLICE = 0.27  # of the short passages of either label
LONGEST = 4000  # characters of a text that are read
CARRIERS = ('gov_18f_blog', 'gov_digitalgov', 'gov_18f_handbook', 'clothing_reviews', 'based_cooking', 'ui_strings', 'sms_spam_collection', 'tldr_pages', 'own-mail')
LABELS = ('y', 'type', 'tier', 'category', 'purpose')


class Reader:
    """text → (normalised text, its token ids without <s> and </s>). Remembered: rows come again and again, and normalising costs more than all else."""

    def __init__(self, tokenizer):
        self.tokenizer, self.known = tokenizer, {}

    def __call__(self, text):
        if text not in self.known:
            self.known[text] = self.read(text)
        return self.known[text]

    def read(self, text):
        plain = normalise(text)[0]
        return plain, array('H', self.tokenizer.encode(plain[:LONGEST]).ids)

    def learn(self, texts, processes):
        """Reads many texts beforehand, in forked processes."""
        global _reader
        _reader, texts = self, list(dict.fromkeys(texts))
        with multiprocessing.get_context('fork').Pool(processes) as pool:
            self.known.update(zip(texts, pool.imap(_read, texts, 500)))


_reader = None  # what forked processes read with: a method would take the whole tokenizer along with each text


def _read(text):
    return _reader.read(text)


class Rows:
    """What there is to train on, read once; samplers share it."""

    def __init__(self, data):
        self.groups = {0: defaultdict(list), 1: defaultdict(list)}
        for row in passages(data):
            if not held_out(row):
                self.groups[row['y']][folder_of(row)].append(row)
        self.carriers = [r['text'] for n in CARRIERS for r in self.groups[0][n] if 40 < len(r['text']) < 400]
        rows = [r for r in actions(data) if not r['held']]
        self.strong = [r for r in rows if not r['soft']]
        self.weak = [r for r in rows if r['soft']]

    def texts(self):
        return [r['text'] for named in self.groups.values() for rows in named.values() for r in rows] + [r['text'] for r in (*self.strong, *self.weak)]


class Sampler:
    def __init__(self, rows, reader, seed, action_share=ACTION_SHARE, window=WINDOW, tokens=TOKENS, times=None):
        """times: factors on the weights of sources, like {'own-tongue': 2}."""
        self.rows, self.read = rows, reader
        self.random = random.Random(seed)
        self.action_share, self.window, self.tokens = action_share, window, tokens
        self.weights = {}
        for y, weight in ((0, BENIGN), (1, ATTACKS)):
            names = [n for n in rows.groups[y] if n in weight]
            self.weights[y] = (names, [weight[n] * (times or {}).get(n, 1) for n in names])

    def passage(self):
        y = int(self.random.random() < 0.40)
        names, weights = self.weights[y]
        row = self.random.choice(self.rows.groups[y][self.random.choices(names, weights)[0]])
        text, ids = self.read(row['text'])
        if len(text) < 260 and self.random.random() < SPLICE:
            ids = self.splice(ids)
        elif self.random.random() < 0.06:
            ids = self.read(self.random.choice((str.lower, str.lower, str.upper, lambda t: t.replace('.', '').replace(',', '')))(text))[1]
        return {'ids': self.cut(row, ids), 'y': y, 'type': row['type']}

    def splice(self, ids):
        """`ids` between whole sentences of a harmless page, at a random place. A piece never spans a space, so ids may be joined where words may."""
        carrier = self.random.choice(self.rows.carriers)
        ends = [i + 1 for i, c in enumerate(carrier[:-1]) if c in '.!?。' and carrier[i + 1] == ' ']
        at = self.random.choice([0, len(carrier), *ends])
        return self.read(carrier[:at])[1] + ids + self.read(carrier[at:])[1]

    def action(self):
        soft = self.random.random() < WEAK_SHARE
        row = self.random.choice(self.rows.weak if soft else self.rows.strong)
        text = row['text'] if soft else row_action(self.thinned(row), self.random.random() >= 0.15)
        if self.random.random() < 0.1:
            text = self.random.choice((str.lower, str.upper))(text)
        return {'ids': self.cut({}, self.read(text)[1]), **{k: row[k] for k in ('tier', 'category', 'purpose', 'soft')}}

    def thinned(self, row):
        """Pages say less than their authors: now and then the form, the title, the address or the neighbours are missing."""
        return {**row, **{key: '' for key in ('form', 'nearby', 'page_title', 'url') if self.random.random() < 0.08}}

    def cut(self, row, ids):
        """One window of a long text: where the attack is known to be, else anywhere."""
        if len(ids) <= self.window:
            return ids
        last = len(ids) - self.window
        place = row.get('context', '')
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
        return ids[start:start + self.window]

    def batches(self):
        while True:
            rows, spent = [], 0
            while spent < POOL * self.tokens:
                rows.append(self.action() if self.random.random() < self.action_share else self.passage())
                spent += len(rows[-1]['ids']) + 2
            rows.sort(key=lambda r: len(r['ids']))
            made, batch = [], []
            for row in rows:
                if batch and (len(batch) + 1) * (len(row['ids']) + 2) > self.tokens:
                    made.append(packed(batch))
                    batch = []
                batch.append(row)
            made.append(packed(batch))
            self.random.shuffle(made)
            yield from made


def packed(batch):
    """Rows as arrays: ids [b, t], a row of LABELS each (−1: not this row's question), and what the row counts."""
    width = max(len(r['ids']) for r in batch) + 2
    ids = np.full((len(batch), -(-width // 8) * 8), PAD, np.int64)  # a GPU attends faster to a multiple of 8
    for row, r in zip(ids, batch):
        row[:len(r['ids']) + 2] = [0, *r['ids'], 2]
    return {'ids': ids, **{k: np.array([r.get(k, -1) for r in batch], np.int64) for k in LABELS}, 'weight': np.array([0.5 if r.get('soft') else 1.0 for r in batch], np.float32)}


def ahead(sampler, depth=60):
    """The sampler's batches, made in a process of their own while the network is busy."""
    fork = multiprocessing.get_context('fork')
    queue = fork.Queue(depth)

    def fill():
        for batch in sampler.batches():
            queue.put(batch)
    fork.Process(target=fill, daemon=True).start()
    return iter(queue.get, None)
