"""Our own writing (own/*.txt) as rows. A line is a passage; `@ label genre lang [type]` says what follows; {slots} are filled; mail is composed.

held-*.txt is for evaluation alone and never reaches training.
"""
import json
import random
import re
from pathlib import Path

FOLDER = Path(__file__).parent / 'own'
SLOTS = {
    'name': ('Anna', 'Mr Okafor', 'Jean-Luc', 'Priya', 'Tom', 'Ms Alvarez', 'Kenji', 'Dana', 'Steve', 'Fatima', 'Zofia', 'Rick', 'Mary Ann', 'Louise', 'Bram'),
    'day': ('Friday', '12 May', 'Monday', 'the 3rd', '2026-04-02', 'tomorrow', 'Wednesday', '11/30', 'next week', '1.6.'),
    'amount': ('$1,250', '€89.90', '£40', '300', '2,400 kr', '¥12,000', '$75,000', '19.99', '1.480 €'),
    'company': ('Northwind', 'Belmont & Sons', 'Arcadia', 'Kestrel Energy', 'Tulip Foods', 'Brightdesk', 'Halden Bank', 'Pinewood', 'Coral Travel', 'Meridian'),
    'city': ('Houston', 'Lyon', 'Porto', 'Chicago', 'Utrecht', 'Leeds', 'Portland', 'Osaka', 'Graz', 'New York'),
}
HELLO = ('', '', 'Hi {name},', 'Dear {name},', '{name}:', 'All,', 'Hello,', 'Good morning {name},', 'Hi there,', '{name} -')
BYE = ('', '', 'Thanks, {name}', 'Regards, {name}', 'Best, {name}', 'Thank you.', '{name}', 'See you {day}.', 'Cheers', 'Let me know if you have any questions. {name}',
       'Sent from my phone', '{name} {company} Tel. +1 555 0144')
HEAD = ('', '', '', 'Subject: RE: {company} {day}', '-----Original Message----- From: {name} Sent: {day} To: {name} Subject: FW: {city}', 'FW:', 'Re: your message of {day}',
        'From: {name} <office@{company}.example> To: all')


def written():
    """(label, genre, lang, type, text, held) for each line."""
    for path in sorted(FOLDER.glob('*.txt')):
        head = None
        for line in path.read_text('utf8').splitlines():
            if line.startswith('@ '):
                head = [*line[2:].split(), ''][:4]
            elif line.strip():
                yield (*head, line.strip(), path.stem.startswith('held'))


def fill(text, chance):
    return re.sub(r'\{(\w+)\}', lambda m: chance.choice(SLOTS[m[1]]), text)


def composed(copies=20, seed=5):
    """Every line, and mail in several compositions: head, greeting, one to three bodies, sign-off."""
    chance = random.Random(seed)
    lines = list(written())
    mails = [line for line in lines if line[1] == 'mail' and line[0] == 'benign']
    for at, (label, genre, lang, kind, text, held) in enumerate(lines):
        row = {'label': label, 'sublabel': kind or genre, 'lang': lang, 'genre': genre, 'source': f"own-{genre if genre in ('mail', 'tongue', 'plots') else 'text'}", 'eval': held}
        yield {**row, 'id': f'own-{at}-0', 'text': fill(text, chance)}
        if genre != 'mail':
            continue
        peers = [m[4] for m in mails if m[2] == lang and m[5] == held]
        for copy in range(1, (4 if held else copies) + 1):
            bodies = [text, *chance.sample(peers, min(len(peers), chance.choice((0, 0, 1, 2))))]
            chance.shuffle(bodies)
            english = lang == 'en'
            parts = [chance.choice(HEAD), chance.choice(HELLO) if english else '', *bodies, chance.choice(BYE) if english else '']
            yield {**row, 'id': f'own-{at}-{copy}', 'text': fill('\n'.join(p for p in parts if p), chance)}


def deeds():
    """Our own actions, as rows like those of the authored files, with `held`."""
    at, where = 0, None
    for line in (FOLDER / 'actions.psv').read_text('utf8').splitlines():
        parts = [part.strip() for part in line.split('|')]
        if line.startswith('#'):
            mark, kind = parts[0].split(' ', 1)
            where = {'site_kind': kind, 'lang': parts[1], 'page_title': parts[2], 'url': parts[3], 'held': mark == '##'}
        elif where and line:
            (label, category, role), (name, form, nearby, why) = parts[0].split(), parts[1:]
            at += 1
            yield {'id': f'own-action-{at}', 'label': label, 'category': category, 'role': role, 'element_text': name, 'form': form, 'nearby': nearby, 'why': why, **where}


if __name__ == '__main__':
    # The held-out rows, as `npm run eval` reads them.
    for made in composed():
        if made['eval']:
            print(json.dumps({k: made[k] for k in ('id', 'text', 'label', 'genre', 'lang')} | {'source': f"held-{made['genre']}"}, ensure_ascii=False))
    for made in deeds():
        if made.pop('held'):
            print(json.dumps(made | {'source': 'held-actions'}, ensure_ascii=False))
