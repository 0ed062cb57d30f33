"""What real pages are full of and no one reads: filler Latin, query strings, name lists, numbers, tags, ids. Harmless, made from a seed."""
import random
import string
from urllib.parse import quote

LATIN = ('lorem ipsum dolor sit amet consectetur adipiscing elit sed eiusmod tempor incididunt labore magna aliqua enim minim veniam quis nostrud exercitation ullamco'
         ' laboris nisi aliquip commodo consequat duis aute irure reprehenderit voluptate velit esse cillum fugiat nulla pariatur excepteur sint occaecat cupidatat'
         ' non proident sunt culpa officia deserunt mollit anim laborum vitae iusto odio dignissimos quidem rerum facilis expedita distinctio nam libero cumque'
         ' impedit placeat facere possimus omnis voluptas assumenda repellendus temporibus autem quibusdam harum natus error praesentium ex tempore').split()
SYLLABLES = 'ka ro mi ta zel nor ash bel dra fen lu wix mor sky dark pan owl red ink neo syl vyr bat jo que la ri to the cat star moon wolf'.split()
KEYS = 'ver val fmt genre title atitle au date pages issn id rft ref src utm_source utm_medium q lang sid page type vol issue spage'.split()
WORDS = 'Review Annual Nation Journal Archive Studies Letters Winter Harbour City Market Science Music Notes Report Bulletin Society Daily'.split()


def latin(r):
    sentences = [' '.join(r.choices(LATIN, k=r.randint(4, 16))).capitalize() for _ in range(r.randint(1, 6))]
    return '. '.join(sentences) + '.'


def query(r):
    pairs = [f"{r.choice(KEYS)}={quote(r.choice(('info:ofi/', 'http://', '')) + '+'.join(r.choices(WORDS, k=r.randint(1, 4))))}" for _ in range(r.randint(4, 14))]
    return r.choice(('&', '&amp;')).join(pairs)


def names(r):
    name = lambda: ''.join(r.choices(SYLLABLES, k=r.randint(1, 3))).capitalize() + r.choice(('', '', str(r.randint(1, 2005)), '_x', 'Fan'))
    return ', '.join(name() for _ in range(r.randint(6, 50)))


def numbers(r):
    return r.choice((' ', ' | ', ', ')).join(f'{r.uniform(-50, 9000):.{r.choice((0, 1, 2))}f}' for _ in range(r.randint(5, 30)))


def ids(r):
    make = lambda: ''.join(r.choices(string.ascii_letters + string.digits + '-_', k=r.randint(8, 44)))
    return r.choice((' ', '\n', ', ')).join(make() for _ in range(r.randint(1, 6)))


def noise(count=900, seed=9):
    r = random.Random(seed)
    for i in range(count):
        kind = r.choice((latin, latin, query, names, numbers, ids))
        yield {'id': f'noise-{i}', 'text': kind(r), 'label': 'benign', 'sublabel': 'other', 'lang': 'und', 'genre': kind.__name__, 'source': 'own-noise', 'eval': False}
