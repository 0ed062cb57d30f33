/** What the analysis of a policy says, and what it goes by. */
import type { AgentEvent } from '../event/event.ts';
import type { Compiled } from './compile.ts';

export type Finding = {
  readonly kind:
    | 'unsatisfiable'
    | 'vacuous'
    | 'shadowed'
    | 'contradiction'
    | 'deadlock'
    | 'opens-on-absent'
    | 'undecided'
    | 'diff'
    | 'weakening';
  readonly rule?: string;
  readonly place: string;
  readonly reason: string;
  readonly witness?: readonly AgentEvent[];
};

export type Context = {
  readonly compiled: Compiled;
  /** Cells that can never hold, since an atom they need matches nothing. */
  readonly dead: ReadonlySet<number>;
};
