"""Undoes what hides text from a reader that isn't a person. The same steps, in the same order, as src/classify/normalise.ts;
test/golden/normaliser.jsonl and models/parity.json hold the two together.

normalise(text) -> (plain, flags): plain is what the model reads, flags name what was undone.
"""
import base64
import re
import unicodedata

SPACE = re.compile('[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+')
INVISIBLE = re.compile('[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]')
# A joiner inside Latin letters has no reason to be there; inside Persian, Hindi or an emoji it has.
ZERO_WIDTH_IN_WORD = re.compile('[A-Za-z][\u200b-\u200d\u2060\ufeff]+[A-Za-z ]')
TAG_RUN = re.compile('\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f|[\U000e0000-\U000e007f]+')
ENTITY = re.compile('&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos|nbsp));')
NAMED = {'amp': '&', 'lt': '<', 'gt': '>', 'quot': '"', 'apos': "'", 'nbsp': ' '}
PERCENT = re.compile('(?:%[0-9a-fA-F]{2})+')
BASE64 = re.compile('[A-Za-z0-9+/_-]{24,}={0,2}')
HEX = re.compile(r'(?:(?:\\x|0x)?[0-9a-fA-F]{2}[ ,:]?){12,}')
FULLWIDTH = re.compile('[\uff21-\uff3a\uff41-\uff5a]')
SPACED = re.compile('(?<![^ ])(?:[A-Za-z][ .·_-]){5,}[A-Za-z](?![^ .,;:!?])')
SPACED_WORDS = re.compile('(?<![^ ])(?:[A-Za-z0-9] {1,4}){9,}[A-Za-z0-9](?![^ ])')
LEET_WORD = re.compile('(?=[01345]*[A-Za-z])[A-Za-z01345]{2,}')
LEET = str.maketrans('43105', 'aeios')
WORD = re.compile('[A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u052f]+')
LATIN = re.compile('[A-Za-z]')
# Cyrillic and Greek letters that look like Latin ones.
LOOKALIKE = dict(zip(
    'аеорсухіјѕһԁԛԝвкмнтАЕОРСУХІЈЅНВКМТҮԌαοινρκυτΑΒΕΖΗΙΚΜΝΟΡΤΥΧ',
    'aeopcyxijshdqwbkmhtAEOPCYXIJSHBKMTYGaoivpkutABEZHIKMNOPTYX'))
LOOKALIKE['\u04bb'] = 'h'
UPPER, LOWER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz'
ROT13 = str.maketrans(UPPER + LOWER, UPPER[13:] + UPPER[:13] + LOWER[13:] + LOWER[:13])
FOREIGN_LETTER = re.compile('[\u00c0-\u024f\u0370-\u1fff\u3040-\ud7ff]')
BACKWARDS = re.compile(r'^[.?!].*[a-z ][A-Z]$')
COMMON = frozenset('the and to of a in is you your for this that with on are as it be not have from all any or at by an if now will do'
                   ' page user email message send open click ignore follow forward instructions password please when then only after before next'.split())


def normalise(text):
    flags = []
    plain = _undo(text, flags)
    # What was hidden may hide something in its turn; a third layer stays as it is.
    return (_undo(plain, flags) if flags else plain), flags


def _undo(text, flags):
    text = re.sub('[\ud800-\udfff]', '\ufffd', text)
    text = _tags(text, flags)
    if ZERO_WIDTH_IN_WORD.search(text):
        _flag(flags, 'zero-width')
    text = INVISIBLE.sub('', text)
    text = _entities(text, flags)
    if len(FULLWIDTH.findall(text)) >= 6:
        _flag(flags, 'fullwidth')
    text = unicodedata.normalize('NFKC', text)
    text = _homoglyphs(text, flags)
    text = _percent(text, flags)
    text = _encoded(text, flags)
    text = _spaced(text, flags)
    text = SPACE.sub(' ', text).strip(' ')
    return _turned(_leet(text, flags), flags)


def _flag(flags, name):
    if name not in flags:
        flags.append(name)


def _tags(text, flags):
    def undo(match):
        run = match.group()
        if run[0] == '\U0001f3f4':
            return run[0]
        plain = ''.join(chr(ord(c) - 0xE0000) for c in run if 0xE0020 <= ord(c) <= 0xE007E)
        if plain:
            _flag(flags, 'tags')
        return plain
    return TAG_RUN.sub(undo, text)


def _entities(text, flags):
    letters = 0

    def undo(match):
        nonlocal letters
        dec, hexa, name = match.groups()
        if name:
            return NAMED[name]
        code = int(dec) if dec else int(hexa, 16)
        if code == 0 or code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
            return '\ufffd'
        if 48 <= code <= 122:
            letters += 1
        return chr(code)
    plain = ENTITY.sub(undo, text)
    if letters >= 4:
        _flag(flags, 'entities')
    return plain


def _homoglyphs(text, flags):
    words = WORD.findall(text)
    foreign = any(c not in LOOKALIKE and ord(c) >= 0x370 for w in words for c in w)
    found = False

    def fold(match):
        nonlocal found
        word = match.group()
        strange = [c for c in word if ord(c) >= 0x370]
        if not strange or any(c not in LOOKALIKE for c in strange):
            return word
        mixed = LATIN.search(word) is not None
        if not mixed and (foreign or not latin):
            return word
        found = found or mixed
        return ''.join(LOOKALIKE.get(c, c) for c in word)
    latin = LATIN.search(text) is not None
    plain = WORD.sub(fold, text)
    if found:
        _flag(flags, 'homoglyphs')
    return plain


def _percent(text, flags):
    if len(re.findall('%[0-9a-fA-F]{2}', text)) < 3:
        return text
    done = False

    def undo(match):
        nonlocal done
        try:
            plain = bytes.fromhex(match.group().replace('%', '')).decode('utf-8')
        except UnicodeDecodeError:
            return match.group()
        done = True
        return plain
    plain = PERCENT.sub(undo, text)
    if done:
        _flag(flags, 'percent')
    return plain


def _readable(data):
    """The text that bytes spell, or None when they don't spell one."""
    try:
        text = data.decode('utf-8')
    except UnicodeDecodeError:
        return None
    if len(text) < 8 or any(ord(c) < 32 and c not in '\t\n\r' or ord(c) == 127 for c in text):
        return None
    letters = sum(c.isalpha() or c == ' ' for c in text)
    return text if ' ' in text and letters >= 0.7 * len(text) else None


def _encoded(text, flags):
    def hexa(match):
        digits = re.sub(r'\\x|0x|[ ,:]', '', match.group())
        plain = _readable(bytes.fromhex(digits)) if len(digits) % 2 == 0 else None
        if plain is None:
            return match.group()
        _flag(flags, 'hex')
        return plain + ' '

    def b64(match):
        token = match.group().rstrip('=').replace('-', '+').replace('_', '/')
        if len(token) % 4 == 1:
            return match.group()
        plain = _readable(base64.b64decode(token + '=' * (-len(token) % 4)))
        if plain is None:
            return match.group()
        if 'base64' not in flags:
            flags.append('base64')
        return plain
    return BASE64.sub(b64, HEX.sub(hexa, text))


def _spaced(text, flags):
    def words(match):
        _flag(flags, 'spaced')
        return ' '.join(w.replace(' ', '') for w in re.split(' {2,}', match.group()))
    text = SPACED_WORDS.sub(words, text)

    def undo(match):
        _flag(flags, 'spaced')
        return re.sub('[ .·_-]', '', match.group())
    return SPACED.sub(undo, text)


def _leet(text, flags):
    """Digits for letters, where putting them back gives plainly more English than was there."""
    if len(re.findall('[A-Za-z][01345]|[01345][A-Za-z]', text)) < 3:
        return text
    plain = LEET_WORD.sub(lambda m: m.group().translate(LEET), text)
    before, after = _common(text), _common(plain)
    if after[1] < 3 or after[0] < before[0] + 0.2:
        return text
    _flag(flags, 'leet')
    return plain


def _common(text):
    """Share of common English words among all words, and how many different ones there are."""
    words = re.findall('[a-z]+', text.lower())
    hits = [w for w in words if len(w) > 1 and w in COMMON]
    return (len(hits) / len(words) if words else 0.0), len(set(hits))


def _turned(text, flags):
    """rot13 and reversal, where undoing them gives plainly more English than was there."""
    share, _ = _common(text)
    if share >= 0.12 or FOREIGN_LETTER.search(text):
        return text
    for name, plain in (('rot13', text.translate(ROT13)), ('reversed', text[::-1])):
        after, different = _common(plain)
        # A sentence that starts with its full stop and ends on a capital needs less proof.
        enough = 1 if name == 'reversed' and BACKWARDS.search(text) else 3
        if different >= enough and after >= max(0.2 if enough == 3 else 0.09, share + 0.05 * enough):
            _flag(flags, name)
            return plain
    return text
