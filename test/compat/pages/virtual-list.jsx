import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { List } from 'react-window';
import { offer, section } from './page.js';

const chosen = [];

function RowOf({ index, style, choose }) {
  return (
    <div style={style}>
      <button id={`row-${index}`} type="button" style={{ padding: 4 }} onClick={() => choose(index)}>
        Sailing {index}
      </button>
    </div>
  );
}

function Rows() {
  const [, redraw] = useState(0);
  const choose = (index) => redraw(chosen.push(index));
  return <List rowComponent={RowOf} rowCount={2_000} rowHeight={34} rowProps={{ choose }} style={{ height: 420 }} />;
}

createRoot(section('')).render(<Rows />);
offer(() => chosen);
