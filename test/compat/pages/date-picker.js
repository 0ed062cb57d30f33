import flatpickr from 'flatpickr';
import look from 'flatpickr/dist/flatpickr.css';
import { offer, section, style } from './page.js';

style(look);
section('<input id="day" aria-label="Day"><input id="range" aria-label="From, to"><input id="time" aria-label="Time">');
const fixed = { defaultDate: '2031-03-10', animate: false };
const pickers = [
  flatpickr('#day', fixed),
  flatpickr('#range', { ...fixed, mode: 'range', defaultDate: ['2031-05-01', '2031-05-03'] }),
  flatpickr('#time', { enableTime: true, noCalendar: true, dateFormat: 'H:i', time_24hr: true, defaultDate: '09:30' }),
].flat();

offer(() => ({ picked: pickers.map((p) => p.input.value), open: pickers.map((p) => p.isOpen) }));
