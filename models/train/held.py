"""Writes what training never sees, for `npm run eval`. held.py --data DATA --out FOLDER → passages.jsonl, actions.jsonl.

Actions carry the settled label; `given` is the one their file has.
"""
import argparse
import json
from collections import Counter
from pathlib import Path

from data import actions, held_out, passages
from model import TIERS

A_SOURCE = 250
ACTION = ('id', 'element_text', 'role', 'page_title', 'url', 'form', 'nearby', 'site_kind', 'lang')


def main():
    ask = argparse.ArgumentParser()
    ask.add_argument('--data', required=True)
    ask.add_argument('--out', required=True)
    args = ask.parse_args()
    out, seen = Path(args.out), Counter()
    with open(out / 'passages.jsonl', 'w', encoding='utf8') as file:
        for row in passages(args.data):
            if not held_out(row) or row.get('eval'):
                continue  # our own are in models/eval/held-out.jsonl
            source = 'authored-held' if row['source'].startswith('authored') else row['source']
            seen[source] += 1
            if source == 'authored-held' or seen[source] <= A_SOURCE:
                file.write(json.dumps({k: row[k] for k in ('id', 'text', 'label', 'lang')} | {'source': source}, ensure_ascii=False) + '\n')
    with open(out / 'actions.jsonl', 'w', encoding='utf8') as file:
        for row in actions(args.data):
            if row['held'] and not row['id'].startswith('own-'):
                kept = {k: row.get(k, '') for k in ACTION}
                file.write(json.dumps(kept | {'label': TIERS[row['tier']], 'given': row['label'], 'source': 'unseen site kinds'}, ensure_ascii=False) + '\n')


if __name__ == '__main__':
    main()
