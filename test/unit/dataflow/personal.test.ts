import { describe, expect, it } from 'vitest';
import { personalIn } from '../../../src/dataflow/personal.ts';
import { recognise } from '../../../src/dataflow/recognise.ts';
import { remember } from '../../../src/dataflow/remember.ts';
import { emptyTable } from '../../../src/dataflow/table.ts';

const RECORD = `My record
Date of birth\t7 June 1988
Tax code\t1257L M1
Annual salary\t£71,850
Home address\t19 Larkspur Crescent, Truro TR1 3QD
Sickness note\tBurnout, signed off 3 weeks
Employee ID\tE-40771
Team salaries
Priya Nair: £58,400
Tom Beck: £63,150`;
const CLINIC = `Prescriptions
Appointments
Test results
Book an appointment
Diagnosis
Bipolar II disorder
HIV test
Negative
Blood group
AB negative
Security code 514
Outstanding balance: £412.37
Name\tToken
words\tquartz-lantern-otter-velvet`;
const ELSEWHERE = `Geburtsdatum: 7. Juni 1988
Bruttogehalt 6.120,54 €
Wohnanschrift: Hauptstraße 12, 10115 Berlin
Date de naissance : 7 juin 1988
Groupe sanguin : AB négatif
生年月日：1988年6月7日
年収：6,543,210円
診断：双極性障害
تاريخ الميلاد: 7 يونيو 1988`;
const PROFILE = `Date of birth: 1988-06-07
Address
19 Larkspur Crescent
Truro`;

const labelsOf = (page: string, text: string) =>
  recognise(remember(emptyTable('s'), { text: page, source: 'hr.example' }), text).labels;

describe('what a signed-in page says of a person beside a word for it', () => {
  it.each([
    ['7 June 1988', RECORD],
    ['1988-06-07', RECORD],
    ['07/06/1988', RECORD],
    ['06/07/1988', RECORD],
    ['June 7, 1988', RECORD],
    ['She was born 7.6.1988, in Truro.', RECORD],
    ['1257L M1', RECORD],
    ['71850', RECORD],
    ['EUR 71.850,00', RECORD],
    ['19 Larkspur Crescent', RECORD],
    ['signed off 3 weeks', RECORD],
    ['E-40771', RECORD],
    ['Priya 58400, Tom 63150', RECORD],
    ['Bipolar II disorder', CLINIC],
    ['HIV test: negative', CLINIC],
    ['AB negative', CLINIC],
    ['security code 514', CLINIC],
    ['the door code is 4471', 'Your building\nDoor code\n4471'],
    ['412.37', CLINIC],
    ['quartz-lantern-otter-velvet', CLINIC],
    ['1988-06-07', ELSEWHERE],
    ['7 Juni 1988', ELSEWHERE],
    ['6120.54', ELSEWHERE],
    ['Hauptstr. 5 or Hauptstraße 12', ELSEWHERE],
    ['AB négatif', ELSEWHERE],
    ['6543210', ELSEWHERE],
    ['双極性障害', ELSEWHERE],
    ['19 Larkspur Crescent', PROFILE],
  ])('is known elsewhere, however it is written: %s', (text, page) => {
    expect(labelsOf(page, text)).toEqual(['private']);
  });

  it.each([
    ['salary of a nurse in Truro', RECORD],
    ['2026-06-07', RECORD],
    ['7 June', RECORD],
    ['TR1 3QD', RECORD],
    ['Truro', RECORD],
    ['how long may one be signed off', RECORD],
    ['page 3, 71851 results, from 585', RECORD],
    ['Book an appointment', CLINIC],
    ['appointments', CLINIC],
    ['negative', CLINIC],
    ['room 514', CLINIC],
    ['412 results', CLINIC],
    ['5 Hill Road, Galway', 'Clinic\nAddress\n5 Hill Road\nGalway'],
    ['used, very good for 41.30', 'Shop\nCondition: used, very good\nTotal: €41.30\nYour balance\n0 points'],
    ['none known, see your doctor', 'Allergies: none known\nMedication: see your doctor'],
    ['Edit', 'Date of birth\nEdit\nSalary\nEdit'],
  ])('is not what anybody may write: %s', (text, page) => {
    expect(labelsOf(page, text)).toEqual([]);
  });

  it('reads a page that was made to take long', () => {
    const lines = Array.from({ length: 400 }, (_, i) =>
      i % 5 ? `${'a'.repeat(59)}${String.fromCharCode(97 + (i % 26))}` : 'Home address',
    );
    const began = performance.now();
    expect(personalIn(lines)).toEqual([]);
    // Tens of milliseconds; it was half a minute.
    expect(performance.now() - began).toBeLessThan(3_000);
  });
});
