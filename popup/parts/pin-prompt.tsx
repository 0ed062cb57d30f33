/** Asks for the PIN, once for each thing that loosens. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { say } from '../words.ts';

export function PinPrompt({ answer }: { answer: (pin: string | undefined) => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [pin, setPin] = useState('');
  useEffect(() => dialog.current?.showModal(), []);
  const submit = (event: Event) => {
    event.preventDefault();
    if (event.isTrusted && pin) answer(pin);
  };
  return (
    <dialog
      ref={dialog}
      class="pin"
      aria-labelledby="pin-title"
      onCancel={() => answer(undefined)}
      // Escape closes this, and denies nothing that lies under it.
      onKeyDown={(event) => event.stopPropagation()}
    >
      <h2 id="pin-title">{say('pinAsk')}</h2>
      <form onSubmit={submit}>
        <input
          type="password"
          autocomplete="off"
          aria-labelledby="pin-title"
          maxLength={64}
          value={pin}
          onInput={(event) => setPin(event.currentTarget.value)}
        />
        <div class="row">
          <button type="button" class="primary" onClick={() => answer(undefined)}>
            {say('pinCancel')}
          </button>
          <button type="submit">{say('pinGo')}</button>
        </div>
      </form>
    </dialog>
  );
}
