import Quill from 'quill';
import snow from 'quill/dist/quill.snow.css';
import { offer, section, style } from './page.js';

style(snow);
const editor = new Quill(section('<div id="editor"></div>').querySelector('#editor'), {
  theme: 'snow',
  modules: { toolbar: [['bold', 'italic', 'underline'], [{ list: 'ordered' }, { list: 'bullet' }], ['blockquote']] },
});

offer(() => editor.getContents().ops);
