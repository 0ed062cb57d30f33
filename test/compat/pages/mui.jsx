import {
  Accordion,
  AccordionDetails,
  AccordionSummary,
  Autocomplete,
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  DialogContent,
  FormControlLabel,
  Menu,
  MenuItem,
  Rating,
  Slider,
  Switch,
  Tab,
  Tabs,
  TextField,
  ToggleButton,
  ToggleButtonGroup,
} from '@mui/material';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { offer, section } from './page.js';

const TOWNS = ['Cork', 'Dublin', 'Galway', 'Limerick', 'Sligo', 'Waterford', 'Westport'];
let shown;

function Form() {
  const [values, set] = useState({ tab: 0, volume: 30, align: 'left' });
  const [menu, openMenu] = useState(null);
  const put = (name, value) => set((old) => ({ ...old, [name]: value }));
  shown = { values, menu: menu !== null };
  return (
    <>
      <TextField id="title" label="Title" onChange={(e) => put('title', e.target.value)} />
      <TextField id="notes" label="Notes" multiline rows={2} onChange={(e) => put('notes', e.target.value)} />
      <TextField
        id="class"
        label="Class"
        select
        value={values.class ?? ''}
        onChange={(e) => put('class', e.target.value)}
        slotProps={{ select: { SelectDisplayProps: { id: 'class-shown' }, MenuProps: { transitionDuration: 0 } } }}
      >
        {['Economy', 'Business', 'First'].map((name) => (
          <MenuItem key={name} id={`class-${name}`} value={name}>
            {name}
          </MenuItem>
        ))}
      </TextField>
      <Autocomplete
        id="town"
        options={TOWNS}
        onChange={(_, value) => put('town', value)}
        renderInput={(more) => <TextField {...more} label="Town" />}
      />
      {['Breakfast', 'Parking', 'Late arrival', 'Quiet room'].map((name) => (
        <FormControlLabel
          key={name}
          control={<Checkbox id={`box-${name.split(' ')[0]}`} onChange={(e) => put(name, e.target.checked)} />}
          label={name}
        />
      ))}
      <Switch id="dark" onChange={(e) => put('dark', e.target.checked)} />
      <Slider id="volume" aria-label="Volume" value={values.volume} onChange={(_, v) => put('volume', v)} />
      <Rating name="stars" onChange={(_, stars) => put('stars', stars)} />
      <ToggleButtonGroup exclusive value={values.align} onChange={(_, align) => put('align', align)}>
        {['left', 'center', 'right'].map((side) => (
          <ToggleButton key={side} id={`align-${side}`} value={side}>
            {side}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <Tabs value={values.tab} onChange={(_, tab) => put('tab', tab)}>
        {['Overview', 'Rooms', 'Reviews'].map((name) => (
          <Tab key={name} id={`tab-${name}`} label={name} />
        ))}
      </Tabs>
      <Accordion onChange={(_, open) => put('details', open)} slotProps={{ transition: { timeout: 0 } }}>
        <AccordionSummary id="more">More about the house</AccordionSummary>
        <AccordionDetails>Built in 1911.</AccordionDetails>
      </Accordion>
      <Button id="menu" onClick={(e) => openMenu(e.currentTarget)}>
        Options
      </Button>
      <Menu anchorEl={menu} open={menu !== null} onClose={() => openMenu(null)} transitionDuration={0}>
        {['Rename', 'Duplicate', 'Move'].map((name) => (
          <MenuItem
            key={name}
            id={`menu-${name}`}
            onClick={() => {
              put('chosen', name);
              openMenu(null);
            }}
          >
            {name}
          </MenuItem>
        ))}
      </Menu>
      <Button id="ask" onClick={() => put('dialog', true)}>
        Leave a note
      </Button>
      <Dialog open={values.dialog === true} transitionDuration={0} onClose={() => put('dialog', false)}>
        <DialogContent>
          <TextField id="note" label="Note" onChange={(e) => put('note', e.target.value)} />
        </DialogContent>
        <DialogActions>
          <Button id="keep" onClick={() => put('dialog', 'kept')}>
            Keep
          </Button>
        </DialogActions>
      </Dialog>
    </>
  );
}

createRoot(section('')).render(<Form />);
offer(() => shown);
