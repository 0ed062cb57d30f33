/** The classifier's worker on a GPU that is lost each time it is given work. */
import './mortal.ts';
import '../../extension/offscreen/worker.ts';
