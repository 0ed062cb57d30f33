"""Reads the training folders, says how much of each source a batch gets, and holds whole sources out.

Rows out of here: {'text', 'y': 0|1, 'type': index|-1, 'source', 'lang'} for passages, {'text', 'tier', 'category', 'purpose', 'soft'} for actions.
"""
import hashlib
import json
import re
from itertools import chain
from pathlib import Path

import own
from noise import noise
from model import CATEGORIES, PURPOSES, TIERS, TYPES

HELD_OUT = {'authensor', 'giskard_pi', 'spikee', 'govuk_design', 'react_docs_es', 'nemo_docs'}
SAME_TYPE = {'denial': 'denial_or_stop', 'refusal': 'denial_or_stop', 'exfiltration': 'data_exfiltration'}
# How often a source is drawn, by label; what isn't named is drawn in proportion 1.
ATTACKS = {'authored': 44, 'own-mail': 2.5, 'own-text': 4, 'own-tongue': 24, 'own-plots': 20, 'synth_v1': 20, 'piarena': 8, 'injecagent': 5, 'bipia': 4, 'cyberseceval_pi': 2.5, 'deepset_prompt_injections': 2.5,
           'garak': 1.5, 'asb': 1, 'hidden_html_cc0': 0.3}
BENIGN = {'authored': 32, 'own-mail': 11, 'own-text': 7, 'own-tongue': 18, 'own-plots': 16, 'own-noise': 6, 'synth_v1': 7, 'ui_strings': 14, 'prompt_guide': 6, 'gov_18f_blog': 6, 'gov_18f_handbook': 5, 'gov_digitalgov': 7,
          'sms_spam_collection': 3, 'clothing_reviews': 5, 'based_cooking': 4, 'tldr_pages': 3, 'react_docs_zh': 2, 'mitre_atlas': 2, 'ai_security_docs': 1,
          'agent_tool_docs': 1, 'garak_docs': 1, 'injecagent': 2, 'piarena': 2, 'bipia': 2, 'deepset_prompt_injections': 1}


def rows_of(path):
    with open(path, encoding='utf8') as lines:
        return [json.loads(line) for line in lines if line.strip()]


def share(key, salt='fold'):
    """A number in [0, 1) that depends on the key alone, so a fold never moves."""
    return int(hashlib.sha256(f'{salt}:{key}'.encode()).hexdigest()[:8], 16) / 2 ** 32


def folder_of(row):
    return row['source'].split(':')[0]


def held_out(row):
    """Whole sources, and one authored genre in twelve."""
    if row.get('eval'):
        return True
    return row['source'] in HELD_OUT or folder_of(row) == 'authored' and share(row.get('genre', '')) < 0.08


# Read in the audit and left out: chat users who ask a bot for things, whose labels say nothing about pages.
LEFT_OUT = set()


def left_out(row):
    return row['label'] == 'injection' and ((row['source'], row.get('sublabel')) in LEFT_OUT or row['source'] == 'garak' and len(row['text']) < 60)


def passages(data):
    """Every labelled passage: the pool, the authored sets, the synthesis and our own writing."""
    data = Path(data)
    files = [*sorted((data / 'pool').glob('*.jsonl')), *sorted((data / 'authored').glob('*.jsonl')), *sorted((data / 'synth').glob('*.jsonl'))]
    for row in chain(own.composed(), noise(), *map(rows_of, files)):
        if row['label'] in ('injection', 'benign') and not left_out(row):
            attack = row['label'] == 'injection'
            kind = SAME_TYPE.get(row.get('sublabel'), row.get('sublabel'))
            yield {**row, 'y': int(attack), 'type': TYPES.index(kind) if attack and kind in TYPES else -1}


PURPOSE_OF = {'navigation': 'navigation', 'media': 'other', 'search_filter': 'search', 'preference': 'settings', 'form_input': 'other', 'other': 'other',
              'cart_list': 'other', 'purchase': 'purchase', 'financial': 'payment', 'send_publish': 'send', 'permission_share': 'permission',
              'delete_cancel': 'delete', 'execute_deploy': 'other', 'legal_submit': 'other', 'account_security': 'account-data', 'upload_download': 'other',
              'session': 'login'}
# The English reason beside each row is finer than its category.
FINER = [('send_publish', r'publi|post|review|comment|public|listing|live|repl(y|ies) in', 'publish'),
         ('permission_share', r'app |third.party|oauth|authoris|authoriz|connect|consent', 'oauth-grant'),
         ('financial', r'transfer|sends? (the )?money|withdraw|wire|payee|moves? money', 'transfer'),
         ('account_security', r'password|passcode|pin\b', 'password-change'),
         ('account_security', r'creat\w* (an? )?(new )?account|sign.?up|regist', 'signup'),
         ('session', r'log.?out|sign.?out|signs? off|ends? the session', 'other'),
         ('form_input', r'address|phone|name|birth|personal', 'account-data')]


def purpose_of(category, why):
    for where, words, purpose in FINER:
        if where == category and re.search(words, why, re.I):
            return PURPOSES.index(purpose)
    return PURPOSES.index(PURPOSE_OF[category])


def action_text(text, role='', page='', url='', form='', nearby=''):
    """The one line that the model reads of an action. The same in src/classify/action-text.ts."""
    parts = [f'{role or "control"}: {text[:200]}']
    where = re.sub(r'^[a-z]+://', '', url or '')[:120]
    for name, value in (('page', page), ('url', where), ('form', form), ('near', nearby)):
        if value:
            parts.append(f'{name}: {value[:200]}')
    return ' | '.join(parts)


# What the two authored files label differently, settled by what happens at that moment: a choice among given values stays on the page until a
# press that is judged itself; what is public may be read, on screen or as a file.
CHOICES = {'radio', 'select', 'combobox', 'listbox', 'option', 'li', 'label'}
PUBLIC = re.compile(r'saves a (manual|public report|report|picture)|source archive|saves an image|shows a report', re.I)


def settled(row):
    """The label of an action row, SAFE | LOW | HIGH."""
    if row['label'] == 'LOW' and row['category'] == 'form_input' and row['role'] in CHOICES:
        return 'SAFE'
    if row['label'] == 'LOW' and row['category'] == 'upload_download' and PUBLIC.search(row.get('why', '')):
        return 'SAFE'
    return row['label']


def row_action(row, context=True):
    more = {'form': row['form'], 'nearby': row['nearby'], 'page': row['page_title']} if context else {}
    return action_text(row['element_text'], row['role'], url=row['url'], **more)


def actions(data):
    """Actions labelled by people, then the weak ones."""
    data = Path(data)
    files = [data / 'risk' / 'authored.jsonl', data / 'risk' / 'authored2.jsonl']
    for row in chain(own.deeds(), *map(rows_of, files)):
        yield {**row, 'text': row_action(row), 'bare': row_action(row, False), 'tier': TIERS.index(settled(row)),
               'category': CATEGORIES.index(row['category']), 'purpose': purpose_of(row['category'], row.get('why', '')), 'soft': False,
               'held': row.get('held', share(row['site_kind'], 'site') < 0.12)}
    weak = {'settings': 'preference', 'navigation': 'navigation', 'delete': 'delete_cancel', 'auth_permission': 'permission_share', 'send_publish': 'send_publish',
            'form_input': 'form_input', 'upload_download': 'upload_download', 'session': 'session', 'purchase': 'purchase', 'financial': 'financial',
            'cart_wishlist': 'cart_list', 'legal': 'legal_submit'}
    for row in rows_of(data / 'risk' / 'weak.jsonl'):
        text = action_text(row['element_text'], row['role'], page=row.get('page_hint') or '')
        yield {'text': text, 'bare': text, 'tier': TIERS.index(row['label']), 'category': CATEGORIES.index(weak[row['sublabel']]), 'purpose': -1, 'soft': True,
               'lang': row['lang'], 'held': False}


def every_text(data):
    for row in passages(data):
        yield row['text']
    for row in actions(data):
        yield row['text']
