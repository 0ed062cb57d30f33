import { createRoot } from 'react-dom/client';
import { useForm } from 'react-hook-form';
import { offer, section } from './page.js';

const TEXT = [
  'First name',
  'Last name',
  'Street',
  'Town',
  'Postcode',
  'Country',
  'Company',
  'Job title',
  'Nickname',
  'Website',
];
const BOXES = [
  'Newsletter',
  'Gift wrap',
  'Leave with neighbour',
  'Ring the bell',
  'Paper invoice',
  'Call before delivery',
];
const SIZES = ['Small', 'Medium', 'Large'];
const key = (label) => label.toLowerCase().replaceAll(' ', '_');
let shown;

function Form() {
  const { register, handleSubmit, formState, watch } = useForm({ mode: 'onChange' });
  shown = { values: watch(), errors: Object.keys(formState.errors), sent: formState.isSubmitSuccessful };
  const send = async (values) => {
    await fetch('/saved', { method: 'POST', body: JSON.stringify(values) });
  };
  return (
    <form onSubmit={handleSubmit(send)}>
      {TEXT.map((label) => (
        <label key={label}>
          {label}
          <input id={key(label)} {...register(key(label))} />
        </label>
      ))}
      <label>
        E-mail
        <input id="email" {...register('email', { pattern: /^\S+@\S+$/ })} />
      </label>
      <label>
        How many
        <input id="many" type="number" {...register('many', { valueAsNumber: true, min: 1 })} />
      </label>
      <label>
        Remarks
        <textarea id="remarks" {...register('remarks')} />
      </label>
      {BOXES.map((label) => (
        <label key={label}>
          <input id={key(label)} type="checkbox" {...register(key(label))} />
          {label}
        </label>
      ))}
      {SIZES.map((size) => (
        <label key={size}>
          <input id={`size_${key(size)}`} type="radio" value={size} {...register('size')} />
          {size}
        </label>
      ))}
      <button id="send" type="submit">
        Save details
      </button>
    </form>
  );
}

createRoot(section('')).render(<Form />);
offer(() => shown);
