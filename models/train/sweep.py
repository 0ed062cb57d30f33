"""Several recipes side by side on one GPU, in waves; later waves build on what the first ones found. Prints a line of figures for each, keeps the best two.

sweep.py --data DATA --start START.npz --shipped FOLDER --work WORK --out OUT --plan sweep.json [--device cuda]
The plan: {"waves": [{"all": {option: value}, "runs": {NAME: {option: value}}, "soups": true}]}, options as train.py has them, with names of runs for checkpoints.
Words stand for what came before: "like": "best" begins with the best recipe so far, "origin": "best" with its weights, "teachers": N learns from the N best.
"soups" tries means of the best weights after the wave (always after the last), called soup-NAME-NAME.
"""
import argparse
import json
import multiprocessing
import time
import traceback
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from judge import HEADING, Judge, line
from model import LAYERS
from restore import network, words
from sample import WINDOW, Reader, Rows
from train import Recipe, train

PIECE = 15 << 20  # bytes of a file that is handed back


def shape(recipe):
    return recipe.get('layers', LAYERS), recipe.get('window', WINDOW)


class Sweep:
    def __init__(self, args, plan):
        self.args, self.plan, self.began = args, plan, time.time()
        self.work, self.out = Path(args.work), Path(args.out)
        self.work.mkdir(parents=True, exist_ok=True)
        self.start = {k: v.astype(np.float32) if v.dtype == np.float16 else v for k, v in np.load(args.start).items()} | words(args.shipped)
        reader = Reader(Tokenizer.from_file(str(Path(args.shipped) / 'tokenizer.json')))
        self.rows, self.judge = Rows(args.data), Judge(args.data, reader)
        reader.learn([*self.rows.texts(), *self.judge.texts()], multiprocessing.cpu_count())
        self.reader, self.recipes, self.figures = reader, {}, {}
        self.say(f'{len(reader.known)} texts read')
        print(HEADING, flush=True)

    def say(self, text):
        print(f'[{time.time() - self.began:.0f} s] {text}', flush=True)

    def path(self, name):
        return self.args.shipped if name == 'shipped' else str(self.work / f'{name}.pt')

    def best(self, whole=False):
        """Names, best first: those of the shipped shape, or with `whole` deeper ones as well."""
        fit = [n for n in self.figures if n != 'shipped' and shape(self.recipes.get(n, {}))[1] == WINDOW and (shape(self.recipes.get(n, {}))[0] == LAYERS or whole and shape(self.recipes[n])[0] > LAYERS)]
        return sorted(fit, key=lambda n: -self.figures[n]['score'])

    def settle(self, wave, options):
        options = {**wave.get('all', {}), **options}
        if options.pop('like', '') == 'best':
            options = {**next(self.recipes[n] for n in self.best() if n in self.recipes), **options}
        if options.get('origin') == 'best':
            options['origin'] = self.best()[0]
        if isinstance(options.get('teachers'), int):
            options['teachers'] = self.best(True)[:options['teachers']]
        return options

    def recipe(self, name, options):
        """Names of runs become the paths of their checkpoints."""
        paths = {'origin': self.path(options['origin'])} if options.get('origin') else {}
        return Recipe(**{**options, **paths, 'name': name, 'device': self.args.device, 'teachers': [self.path(n) for n in options.get('teachers', [])]})

    def each(self, jobs, patience=None):
        """Runs name → function(report) in forked processes at once; CUDA begins in each of them alone. Figures come back as files; who takes `patience` seconds is ended."""
        def task(name, job):
            torch.set_num_threads(1)
            torch.backends.cuda.enable_cudnn_sdp(False)
            with open(self.work / f'{name}.log', 'a', encoding='utf8') as log:
                try:
                    made = job(lambda text, **_: print(text, file=log, flush=True))
                    (self.work / f'{name}.json').write_text(json.dumps(made))
                except BaseException:
                    traceback.print_exc(file=log)
        started = {n: multiprocessing.get_context('fork').Process(target=task, args=(n, job)) for n, job in jobs.items()}
        until = time.time() + (patience or self.args.patience)
        for process in started.values():
            process.start()
        for name, process in started.items():
            process.join(max(0.1, until - time.time()))
            process.kill()
            made, log = self.work / f'{name}.json', self.work / f'{name}.log'
            told = log.read_text('utf8').splitlines() if log.exists() else []
            if made.exists():
                self.figures[name] = json.loads(made.read_text())
                print(line(name, self.figures[name]), '|', told[-1] if told else '', flush=True)
            else:
                self.say(f'{name} failed:\n' + '\n'.join(told[-12:]))

    def judged(self, network_of, window=WINDOW):
        model = network_of().to(self.args.device)
        return self.judge(model, window)

    def wave(self, wave):
        jobs = {}
        for name, options in wave['runs'].items():
            self.recipes[name] = options = self.settle(wave, options)
            def job(report, name=name, options=options):
                recipe = self.recipe(name, options)
                train(recipe, self.rows, self.reader, self.start, self.work, report)
                return self.judged(lambda: network(self.start, self.path(name)), recipe.window)
            jobs[name] = job
        self.each(jobs, self.args.patience + max(o.get('seconds', 0) for o in self.recipes.values()))

    def soups(self, most=6):
        """Means of weights, the best first, a further one kept where it helps."""
        names = self.best()[:most]
        kept = names[:1]
        for name in names[1:]:
            tried = [*kept, name]
            label = 'soup-' + '-'.join(tried)
            self.each({label: lambda report, tried=tried, label=label: self.judged(lambda: self.mixed(tried, label))})
            if label in self.figures and self.figures[label]['score'] > max(self.figures[n]['score'] for n in self.best() if n != label):
                kept = tried

    def mixed(self, names, label):
        states = [torch.load(self.path(n), weights_only=True, map_location='cpu')['average'] for n in names]
        mean = {k: torch.stack([s[k].float() for s in states]).mean(0) for k in states[0]}
        torch.save({'average': mean}, self.path(label))
        return network(self.start, self.path(label))

    def hand_back(self, count=2):
        for old in self.out.glob('*.pt.*'):
            old.unlink()
        for name in self.best()[:count]:
            state = torch.load(self.path(name), weights_only=True, map_location='cpu')['average']
            whole = self.work / 'half.pt'
            torch.save({'average': {k: v.half() for k, v in state.items()}}, whole)
            data = whole.read_bytes()
            for i in range(0, len(data), PIECE):
                (self.out / f'{name}.pt.{i // PIECE}').write_bytes(data[i:i + PIECE])
        logs = {p.stem: p.read_text('utf8').splitlines()[-1:] for p in self.work.glob('*.log')}
        (self.out / 'sweep.json').write_text(json.dumps({'recipes': self.recipes, 'figures': self.figures, 'logs': logs}, indent=1))


def main():
    ask = argparse.ArgumentParser()
    for name in ('data', 'start', 'shipped', 'work', 'out', 'plan'):
        ask.add_argument(f'--{name}', required=True)
    ask.add_argument('--device', default='cuda')
    ask.add_argument('--patience', type=float, default=60, help='seconds that judging one network may take')
    args = ask.parse_args()
    sweep = Sweep(args, json.loads(Path(args.plan).read_text('utf8')))
    sweep.each({'shipped': lambda report: sweep.judged(lambda: network(sweep.start, args.shipped))})
    for wave in sweep.plan['waves']:
        sweep.wave(wave)
        if wave.get('soups') or wave is sweep.plan['waves'][-1]:
            sweep.soups()
        sweep.hand_back()
        sweep.say('wave done')


if __name__ == '__main__':
    main()
