/** What the agent is here for, in one line, and where it may go. Both narrow what it may do. */
import { useState } from 'preact/hooks';
import { useLive } from '../live.tsx';
import { sitesIn } from '../sites-in.ts';
import { say } from '../words.ts';

export function TaskForm() {
  const { state, act, loosen } = useLive();
  const { driver, tab } = state;
  const [task, setTask] = useState(driver.task ?? '');
  const [sites, setSites] = useState(driver.sites?.join(', ') ?? tab.site);
  const [reads, setReads] = useState(driver.reads?.join(', ') ?? '');
  const submit = (event: Event) => {
    event.preventDefault();
    const list = sitesIn(sites);
    const readable = sitesIn(reads);
    const request = {
      tab: tab.id,
      ...(task.trim() ? { task: task.trim() } : {}),
      ...(list.length ? { sites: list } : {}),
      ...(readable.length ? { reads: readable } : {}),
    };
    // A second list may be wider than the first, so it needs a person's hand.
    void (driver.sites ? loosen(event, 'popup.handOver', request) : act('popup.handOver', request));
  };
  return (
    <details class="task">
      <summary>{driver.task ? say('taskIs', driver.task) : say('taskAdd')}</summary>
      <form onSubmit={submit}>
        <label>
          {say('task')}
          <input type="text" maxLength={200} value={task} onInput={(event) => setTask(event.currentTarget.value)} />
        </label>
        <label>
          {say('taskSites')}
          <input type="text" dir="ltr" value={sites} onInput={(event) => setSites(event.currentTarget.value)} />
        </label>
        <label>
          {say('taskReads')}
          <input type="text" dir="ltr" value={reads} onInput={(event) => setReads(event.currentTarget.value)} />
        </label>
        <p class="dim">{say('taskHelp')}</p>
        <button type="submit">{say('taskSet')}</button>
      </form>
    </details>
  );
}
