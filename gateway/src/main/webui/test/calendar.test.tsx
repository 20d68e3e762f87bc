import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { ScheduledEvent, WorkItem, WorkState } from '../src/api/types';
import { calendarEvents, countOf, nextEvent, only } from '../src/pages/calendar/events';
import { minutesOf } from '../src/time';
import { open } from './app';

const SUBJECT = '/studies/KET-TRD-01/subjects/01-002';

const lineOf = (region: HTMLElement, form: string) => within(region).getByRole('link', { name: new RegExp(form) }).closest('li')!;

describe('the calendar of a subject', () => {
  it('says when each form was done, how far from its time, and why', async () => {
    open(SUBJECT, 'nurse');
    const event = await screen.findByRole('region', { name: 'Pre-dose' });
    expect(lineOf(event, 'Vital signs')).toHaveTextContent('Done4 Mar 2026, 08:02+2 min from the target');
    expect(lineOf(event, 'CADSS')).toHaveTextContent(
      'Outside its window4 Mar 2026, 08:377 min after the windowReason: The subject was late',
    );
    expect(lineOf(event, 'Suicidality')).toHaveTextContent('Recorded as absent: Refused');
    expect(within(event).getByText('Missed', { selector: '.mantine-Badge-label' })).toBeInTheDocument();
  });

  it('shows planned readings with times of their own, each as the next entry of its form', async () => {
    open(SUBJECT, 'nurse');
    const event = await screen.findByRole('region', { name: 'Infusion' });
    const reading = within(event).getByRole('link', { name: /Infusion record, \+10 min/ });
    expect(reading).toHaveAttribute('href', `${SUBJECT}/events/INFUSION/forms/INFUSION?repeat=5`);
    expect(reading.closest('li')).toHaveTextContent(/due 4 Mar 2026, 09:10/);
    expect(lineOf(event, 'Infusion record(?!,)')).toHaveTextContent('late by 1 h 5 min');
  });

  it('says that a time outside the window was not explained', async () => {
    open(SUBJECT, 'nurse');
    const event = await screen.findByRole('region', { name: '+230 minutes' });
    expect(within(event).getAllByText('Nobody has said why.').length).toBeGreaterThan(0);
    expect(within(event).getAllByText('20 min before the window').length).toBeGreaterThan(0);
  });

  it('leads to what comes next, and puts aside what has no date yet', async () => {
    open(SUBJECT, 'nurse');
    expect(await screen.findByRole('link', { name: 'Go to Infusion' })).toHaveAttribute('href', '#event-INFUSION');
    const aside = screen.getByText('Not dated yet, or not expected (2)').closest('details')!;
    expect(within(aside).getByRole('region', { name: 'Day 7', hidden: true })).toBeInTheDocument();
  });

  it('can show only what is to be done now', async () => {
    open(SUBJECT, 'nurse');
    await userEvent.click(await screen.findByRole('radio', { name: /^To do now \(\d+\)$/ }));
    expect(screen.getByRole('region', { name: '+40 minutes' })).toBeInTheDocument();
    expect(screen.queryByRole('region', { name: 'Pre-dose' })).not.toBeInTheDocument();
  });

  it('tells a rater nothing of the dose day but that it is hidden', async () => {
    const { requests } = open(SUBJECT, 'rater');
    const event = await screen.findByRole('region', { name: '+40 minutes' });
    expect(event).not.toHaveAttribute('data-state');
    expect(event).not.toHaveTextContent(/Due now|Done|Late/);
    expect(requests.some((request) => request.path.endsWith('/calendar'))).toBe(true);
  });
});

describe('events of a calendar', () => {
  const form = (id: string, access: 'enter' | 'none' = 'enter') => ({ form: id, name: id, category: 'general', access });
  const event = (id: string, forms: string[], target?: string): ScheduledEvent => ({
    event: id,
    name: id,
    state: 'not-yet',
    forms: forms.map((each) => form(each)),
    ...(target ? { target } : {}),
  });
  const entry = (at: string, id: string, state: WorkState, more: Partial<WorkItem> = {}) =>
    ({ subject: '01-001', event: at, form: id, state, required: true, mine: true, ...more }) as WorkItem;

  it.each<[WorkState[], WorkState]>([
    [['done', 'late'], 'late'],
    [['done', 'not-yet'], 'not-yet'],
    [['done', 'out-of-window'], 'out-of-window'],
    [['done', 'done'], 'done'],
    [['in-window', 'due'], 'due'],
    [['not-expected'], 'not-expected'],
  ])('%j stand as %s', (states, whole) => {
    const forms = states.map((_, i) => `F${i}`);
    const [found] = calendarEvents([event('E', forms)], states.map((state, i) => entry('E', `F${i}`, state)));
    expect(found?.state).toBe(whole);
  });

  it('have a line for a form that nobody has to fill in', () => {
    const [found] = calendarEvents([event('E', ['AE'])], []);
    expect(found).toMatchObject({ state: null, lines: [{ repeat: 1 }] });
  });

  it('lead to the entry of a reading that the server names', () => {
    const vitals = { ...form('VITALS'), repeats: [2, 6] };
    const at: ScheduledEvent = { ...event('E', []), forms: [vitals] };
    const readings = [
      entry('E', 'VITALS', 'done', { reading: 'PT10M', repeat: 2, actualAt: '2026-03-04T08:10:00Z' }),
      entry('E', 'VITALS', 'due', { reading: 'PT20M', nextRepeat: 7 }),
    ];
    expect(calendarEvents([at], readings)[0]?.lines.map((line) => line.repeat)).toEqual([2, 7]);
  });

  it('are counted by line, and the next is the first with work, or else the first that is dated', () => {
    const all = calendarEvents(
      [event('A', ['F']), event('B', ['F'], '2026-03-04T08:10:00Z'), event('C', ['F', 'G'])],
      [entry('A', 'F', 'done'), entry('B', 'F', 'not-yet'), entry('C', 'F', 'late'), entry('C', 'G', 'missed')],
    );
    expect(countOf(all, 'off')).toBe(2);
    expect(only(all, 'due').map((each) => each.event.event)).toEqual(['C']);
    expect(nextEvent(all)?.event.event).toBe('C');
    expect(nextEvent(all.slice(0, 2))?.event.event).toBe('B');
    expect(nextEvent(all.slice(0, 1))).toBeUndefined();
  });
});

describe('a duration', () => {
  it.each([
    ['PT10M', 10],
    ['PT-5M', -5],
    ['PT1H30M', 90],
    ['PT-1H-30M', -90],
    ['PT720H', 43_200],
    ['PT0S', 0],
    ['PT2M59.5S', 2],
    ['P1D', null],
  ])('%s has %s minutes', (text, minutes) => expect(minutesOf(text)).toBe(minutes));
});
