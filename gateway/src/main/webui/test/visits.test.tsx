import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { answer } from '../mock/backend';
import type { ScheduledEvent } from '../src/api/types';
import { nextRepeat, nextVisit, visitsOf } from '../src/visits';
import { open } from './app';

const SUBJECT = '/studies/KET-TRD-01/subjects/01-002';
const EVENT = `${SUBJECT}/events/UNSCHEDULED`;

/** Somebody saves a form of a visit, from another computer. */
function saved(form: string, visit: number, occurredAt: string) {
  const entry = { values: { SYSBP: 120, DIABP: 80 }, missing: {}, occurredAt };
  answer('PUT', `/api/ecrf${EVENT}/forms/${form}?repeat=${visit}`, JSON.stringify(entry), {});
}

const form = (id: string, entries: [number, string][]) => ({
  form: id,
  name: id,
  category: 'general',
  access: 'enter' as const,
  repeats: entries.map(([repeat]) => repeat),
  entries: entries.map(([repeat, occurredAt]) => ({ repeat, revision: 1, occurredAt })),
});

const eventOf = (repeating: boolean, ...forms: ReturnType<typeof form>[]): ScheduledEvent => ({
  event: 'E',
  name: 'E',
  state: 'in-window',
  repeating,
  forms,
});

describe('the visits of an event that repeats', () => {
  const event = eventOf(
    true,
    form('VITALS', [[1, '2026-03-10T08:00:00Z']]),
    form('CSSRS', [
      [1, '2026-03-10T08:30:00Z'],
      [3, '2026-04-10T08:00:00Z'],
    ]),
    form('MADRS', []),
  );

  it('are the repeats of all its forms, with their times', () => {
    expect(visitsOf(event)).toEqual([
      { number: 1, first: '2026-03-10T08:00:00Z', last: '2026-03-10T08:30:00Z' },
      { number: 3, first: '2026-04-10T08:00:00Z', last: '2026-04-10T08:00:00Z' },
    ]);
  });

  it('go on with one number for all forms, also for those that no visit has', () => {
    expect(nextVisit(event)).toBe(4);
    expect(nextRepeat(event, 'MADRS')).toBe(4);
    expect(nextVisit(eventOf(true, form('MADRS', [])))).toBe(1);
  });

  it('are not those of a form that repeats by itself', () => {
    const vitals = form('VITALS', [[2, '2026-03-10T08:00:00Z']]);
    expect(nextRepeat({ ...event, repeating: false, forms: [vitals] }, 'VITALS')).toBe(3);
    expect(nextRepeat({ ...event, forms: [{ ...vitals, repeats: null }] }, 'VITALS')).toBeNull();
    expect(nextRepeat(undefined, 'VITALS')).toBeNull();
  });
});

describe('unscheduled visits', () => {
  it('are listed by number with their dates, and a form is added to one of them or begins a new one', async () => {
    saved('VITALS', 1, '2026-03-10T08:00:00Z');
    const { view } = open(SUBJECT, 'nurse');
    const first = await screen.findByRole('region', { name: 'Visit 1, 10 Mar 2026, 09:00' });
    expect(within(first).getByRole('link', { name: /Vital signs.*Entered/ })).toHaveAttribute('href', `${EVENT}/forms/VITALS`);
    expect(within(first).getByRole('link', { name: /Suicidality.*Add to this visit/ })).toHaveAttribute(
      'href',
      `${EVENT}/forms/SUICIDALITY`,
    );
    const next = screen.getByRole('region', { name: 'New visit 2' });
    expect(within(next).getByRole('link', { name: /Suicidality/ })).toHaveAttribute('href', `${EVENT}/forms/SUICIDALITY?repeat=2`);
    view.unmount();
  });

  it('give all their forms one number, so that a form of the second is not put into the first', async () => {
    saved('VITALS', 1, '2026-03-10T08:00:00Z');
    saved('VITALS', 2, '2026-04-10T08:00:00Z');
    const { requests, router } = open(`${EVENT}/forms/VITALS?repeat=2`, 'nurse');
    const visits = await screen.findByRole('navigation', { name: 'Visits' });
    expect(within(visits).getByRole('link', { name: 'Visit 2, 10 Apr 2026, 10:00' })).toHaveAttribute('aria-current', 'page');
    expect(within(visits).getByRole('link', { name: 'New visit 3' })).toBeInTheDocument();
    const forms = screen.getByRole('navigation', { name: 'Forms of visit 2' });
    await userEvent.click(within(forms).getByRole('link', { name: 'Suicidality' }));
    await waitFor(() => expect(router.state.location.search).toEqual({ repeat: 2 }));
    await userEvent.type(await screen.findByLabelText(/When did this happen/), '2026-04-10T10:20');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await screen.findByText('Saved as revision 1.');
    expect(requests.find((r) => r.method === 'PUT' && !r.path.includes('draft'))?.path).toBe(
      `/api/ecrf${EVENT}/forms/SUICIDALITY?repeat=2`,
    );
  });
});

describe('a new entry that somebody else entered first', () => {
  const place = `${EVENT}/forms/CADSS?repeat=1`;

  it('is saved as an entry of its own, so that neither of the two is lost', async () => {
    const { requests, router } = open(place, 'nurse');
    await userEvent.type(await screen.findByLabelText(/When did this happen/), '2026-05-04T09:40');
    await userEvent.type(screen.getByLabelText(/^Systolic/), '150');
    saved('CADSS', 1, '2026-05-04T08:00:00Z');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await userEvent.click(await screen.findByRole('button', { name: /Save mine as a new visit, number \d/ }));
    await waitFor(() => expect(router.state.location.search.repeat).toBeGreaterThan(1));
    const { repeat } = router.state.location.search as { repeat: number };
    const puts = requests.filter((r) => r.method === 'PUT' && !r.path.includes('/draft'));
    expect(puts.at(-1)).toMatchObject({ path: expect.stringContaining(`?repeat=${repeat}`), body: { values: { SYSBP: 150 } } });
    expect(puts.at(-1)?.headers).toMatchObject({ 'If-None-Match': '*' });
    expect(await screen.findByText('150 mmHg')).toBeInTheDocument();
  });
});
