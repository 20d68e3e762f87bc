import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { answer } from '../mock/backend';
import type { FormDefinition, FormRecord } from '../src/api/types';
import { changesBetween, displayAnswer, itemAt, placeLabel } from '../src/forms/display';
import { batchesOf } from '../src/api/raiseMany';
import { open } from './app';

const SUBJECT = '/studies/KET-TRD-01/subjects/01-002';
const FORM = `${SUBJECT}/events/INFUSION/forms/VITALS`;

const save = (body: Partial<FormRecord>) =>
  answer('PUT', `/api/ecrf${FORM}?repeat=1`, JSON.stringify({ missing: {}, occurredAt: '2026-03-04T08:10:00Z', ...body }), {});

beforeAll(() => {
  answer('GET', '/mock/as/nurse', '', {});
  save({ values: { POSITION: 'SUPINE', SYSBP: 120, DIABP: 80, PULSE: 70 } });
  save({ values: { POSITION: 'SITTING', SYSBP: 120, DIABP: 80 }, missing: { PULSE: 'not-done' }, reasonForChange: 'Wrong line' });
  save({ values: { POSITION: 'SITTING', SYSBP: 124, DIABP: 80 }, missing: { PULSE: 'not-done' }, reasonForChange: 'Typing error' });
});

describe('the casebook of a subject', () => {
  it('is reached from the subject, and has every form with values, units, reasons and revisions', async () => {
    const { view } = open(SUBJECT, 'nurse');
    expect(await screen.findByRole('link', { name: 'Casebook' })).toHaveAttribute('href', `${SUBJECT}/casebook`);
    view.unmount();
    open(`${SUBJECT}/casebook`, 'nurse');
    const event = await screen.findByRole('region', { name: 'Infusion' });
    expect(document.title).toBe('Casebook · 01-002 · KET-TRD-01 · Equipoise');
    const form = within(event).getByRole('article', { name: 'Vital signs, entry 1' });
    expect(form).toHaveTextContent('3 revisions, last saved by nora.nurse');
    expect(form).toHaveTextContent('Last change: Typing error');
    expect(within(form).getByText('124 mmHg')).toBeInTheDocument();
    expect(within(form).getByText('Sitting')).toBeInTheDocument();
    expect(within(form).getByText('Not done')).toBeInTheDocument();
    expect(within(form).getByRole('link', { name: 'Open the form' })).toHaveAttribute('href', FORM);
  });

  it('asks for each form by the version that it was written under', async () => {
    const { requests } = open(`${SUBJECT}/casebook`, 'nurse');
    await screen.findByRole('region', { name: 'Infusion' });
    expect(requests.filter((request) => /\/forms\/VITALS(\?|$)/.test(request.path))).toHaveLength(1);
  });

  it('is printed', async () => {
    const print = vi.fn();
    vi.stubGlobal('print', print);
    open(`${SUBJECT}/casebook`, 'nurse');
    await userEvent.click(await screen.findByRole('button', { name: 'Print or save as PDF' }));
    expect(print).toHaveBeenCalled();
  });
});

describe('one question about several items of a casebook', () => {
  const begin = async (role: string) => {
    const opened = open(`${SUBJECT}/casebook`, role);
    await userEvent.click(await screen.findByRole('button', { name: 'Ask about items' }));
    return { ...opened, form: within(screen.getByRole('article', { name: 'Vital signs, entry 1' })) };
  };
  const ask = async (text: string) => {
    await userEvent.type(screen.getByLabelText('Your question'), text);
    await userEvent.click(screen.getByRole('button', { name: /^Raise queries: \d+$/ }));
  };

  it('is raised at each of them', async () => {
    const { requests, form } = await begin('monitor');
    expect(screen.getByRole('button', { name: 'Raise queries: 0' })).toBeDisabled();
    await userEvent.click(form.getByLabelText('Systolic blood pressure'));
    await userEvent.click(form.getByLabelText('Temperature'));
    await userEvent.click(form.getByLabelText('The form as a whole'));
    await userEvent.click(form.getByLabelText('Temperature'));
    expect(screen.getByText('Ticked: 2')).toBeInTheDocument();
    await ask('By which device?');
    expect(await screen.findByText('2 of 2 are done.')).toBeInTheDocument();
    expect(screen.getByText('Raised: 2')).toBeInTheDocument();
    expect(screen.getByText('Vital signs, entry 1: Systolic blood pressure')).toBeInTheDocument();
    const place = { action: 'raise', subject: '01-002', event: 'INFUSION', form: 'VITALS', repeat: 1, text: 'By which device?' };
    const posts = requests.filter((r) => r.method === 'POST');
    expect(posts.map((r) => r.body)).toEqual([{ entries: [{ ...place, item: 'SYSBP' }, place] }]);
    await userEvent.click(screen.getByRole('button', { name: 'Close' }));
    expect(form.getByLabelText('Systolic blood pressure')).not.toBeChecked();
  });

  it('names the items that cannot be asked about, and raises it at the others', async () => {
    const { requests, form } = await begin('manager');
    await userEvent.click(form.getByLabelText('Remark'));
    await userEvent.click(form.getByLabelText('Pulse'));
    await ask('Who counted?');
    const refused = await screen.findByRole('alert');
    expect(refused).toHaveTextContent('Not raised: 1');
    expect(refused).toHaveTextContent('Vital signs, entry 1: Remark: The form VITALS has no item NOTE.');
    expect(await screen.findByText('Raised: 1')).toBeInTheDocument();
    const posts = requests.filter((r) => r.method === 'POST');
    expect(posts).toHaveLength(2);
    expect(new Set(posts.map((r) => r.headers['Idempotency-Key'])).size).toBe(2);
  });

  it('is for who may raise queries', async () => {
    open(`${SUBJECT}/casebook`, 'nurse');
    await screen.findByRole('region', { name: 'Infusion' });
    expect(screen.queryByRole('button', { name: 'Ask about items' })).not.toBeInTheDocument();
  });

  it('goes on after a lost connection where it stopped, and asks nothing twice', async () => {
    const { form } = await begin('monitor');
    await userEvent.click(form.getByLabelText('Pulse'));
    const reach = fetch;
    const keys: (string | undefined)[] = [];
    let lost = true;
    vi.stubGlobal('fetch', async (url: string, options: RequestInit = {}) => {
      if (options.method === 'POST') {
        keys.push((options.headers as Record<string, string>)['Idempotency-Key']);
        if (lost) {
          throw new TypeError('Failed to fetch');
        }
      }
      return reach(url, options);
    });
    await ask('Who counted?');
    expect(await screen.findByText('0 of 1 are done.')).toBeInTheDocument();
    lost = false;
    await userEvent.click(await screen.findByRole('button', { name: 'Go on with the rest' }));
    expect(await screen.findByText('1 of 1 are done.')).toBeInTheDocument();
    expect(keys).toHaveLength(2);
    expect(keys[0]).toBe(keys[1]);
  });

  it('takes several requests for many items', () => {
    const many = Array.from({ length: 60 }, (_, i) => ({ subject: '01-002', event: 'E', form: 'F', repeat: i, label: `${i}` }));
    const batches = batchesOf(many);
    expect(batches.map((batch) => batch.asked.length)).toEqual([25, 25, 10]);
    expect(batches.flatMap((batch) => batch.asked)).toEqual(many);
    expect(new Set(batches.map((batch) => batch.key)).size).toBe(3);
  });
});

describe('the history of a form', () => {
  const openHistory = async () => {
    const opened = open(FORM, 'monitor');
    await userEvent.click(await screen.findByRole('button', { name: 'History' }));
    await screen.findByRole('tab', { name: 'Revisions (3)' });
    return opened;
  };

  const rowsOf = (table: HTMLElement) =>
    within(table)
      .getAllByRole('row')
      .slice(1)
      .map((row) => [...row.querySelectorAll('th,td')].map((cell) => cell.textContent));

  it('has each revision with what it changed', async () => {
    await openHistory();
    const second = screen.getByRole('article', { name: /^Revision 2,/ });
    expect(within(second).getByText('Wrong line')).toBeInTheDocument();
    expect(rowsOf(within(second).getByRole('table'))).toEqual([
      ['Position', 'Supine', 'Sitting'],
      ['Pulse', '70 /min', 'Not done'],
    ]);
  });

  it('compares any two revisions, also with nothing', async () => {
    const { requests } = await openHistory();
    await userEvent.click(screen.getByRole('tab', { name: 'Compare two revisions' }));
    expect(rowsOf(await screen.findByRole('table', { name: 'What is different' }))).toHaveLength(1);
    await userEvent.selectOptions(screen.getByLabelText('From'), '1');
    await waitFor(() => expect(rowsOf(screen.getByRole('table', { name: 'What is different' }))).toHaveLength(3));
    expect(requests.at(-1)?.path).toMatch(/differences\?repeat=1&from=1&to=3$/);
    await userEvent.selectOptions(screen.getByLabelText('From'), '0');
    await waitFor(() => expect(requests.at(-1)?.path).toMatch(/from=0&to=3$/));
    expect(within(screen.getByLabelText('To')).getAllByRole('option')).toHaveLength(3);
  });

  it('is there for each item, beside its value', async () => {
    const { requests } = open(FORM, 'monitor');
    await userEvent.click(await screen.findByRole('button', { name: 'History of “Systolic blood pressure”' }));
    const dialog = await screen.findByRole('dialog', { name: 'History of “Systolic blood pressure”' });
    const rows = rowsOf(await within(dialog).findByRole('table'));
    expect(rows.map((row) => row.slice(0, 2))).toEqual([
      ['—', '120 mmHg'],
      ['120 mmHg', '124 mmHg'],
    ]);
    expect(rows[1]?.at(-1)).toBe('Typing error');
    expect(requests.some((request) => request.path.endsWith('/history?repeat=1&item=SYSBP'))).toBe(true);
  });
});

describe('a place of a form', () => {
  const form: FormDefinition = {
    form: 'MEDS',
    name: 'Medication',
    category: 'general',
    itemGroups: [
      { id: 'HEAD', items: [{ id: 'ANY', label: 'Any?', type: 'boolean' }] },
      { id: 'DRUG', name: 'Drug', repeating: true, items: [{ id: 'DOSE', label: 'Dose', type: 'decimal', unit: 'mg' }] },
    ],
  };

  it.each([
    ['ANY', 'Any?'],
    ['DRUG[2].DOSE', 'Drug 2: Dose'],
    ['GONE', 'GONE'],
    ['OTHER[1].GONE', 'OTHER[1].GONE'],
    ['occurredAt', 'When did this happen?'],
  ])('%s is called “%s”', (place, label) => expect(placeLabel(form, place)).toBe(label));

  it('shows its answer with the unit of its item, and a missing one in the words of the study', () => {
    expect(displayAnswer(form, 'DRUG[2].DOSE', { value: 2.5 }, 'UTC')).toBe('2.5 mg');
    expect(displayAnswer(form, 'DRUG[2].DOSE', { missing: 'lost' }, 'UTC', [{ code: 'lost', label: 'Sample lost' }])).toBe('Sample lost');
    expect(displayAnswer(form, 'ANY', {}, 'UTC')).toBe('—');
    expect(displayAnswer(form, 'occurredAt', { value: '2026-03-04T08:10:00Z' }, 'UTC')).toBe('4 Mar 2026, 08:10 UTC');
    expect(itemAt(form, 'DRUG[2].DOSE').id).toBe('DRUG[2].DOSE');
  });

  it('has changed with the time of observation too', () => {
    const record = (occurredAt: string, values: FormRecord['values']) =>
      ({ occurredAt, values, missing: {} }) as unknown as FormRecord;
    const changes = changesBetween(
      record('2026-03-04T08:10:00Z', { ANY: true, 'DRUG[1].DOSE': 1 }),
      record('2026-03-04T08:12:00Z', { ANY: true, 'DRUG[1].DOSE': 2 }),
    );
    expect(changes.map((change) => change.item)).toEqual(['occurredAt', 'DRUG[1].DOSE']);
  });
});
