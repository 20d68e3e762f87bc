import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { open } from './app';

describe('a visit at which nothing was done', () => {
  it('is saved by one action: each empty form with the reason at all its items', async () => {
    const { requests } = open('/studies/KET-TRD-01/subjects/01-002', 'nurse');
    const button = await screen.findByRole('button', { name: 'Not done…: +40 minutes' });
    await userEvent.click(button);
    const dialog = within(await screen.findByRole('dialog'));
    const confirm = dialog.getByRole('button', { name: /Save \d forms as not done/ });
    expect(confirm).toBeDisabled();
    await userEvent.selectOptions(dialog.getByLabelText(/Reason at each item/), 'not-done');
    await userEvent.type(dialog.getByLabelText(/What happened/), 'Asleep');
    await userEvent.click(confirm);
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    const puts = requests.filter((r) => r.method === 'PUT');
    expect(puts.length).toBeGreaterThan(0);
    puts.forEach((put) => {
      expect(put.headers).toMatchObject({ 'If-None-Match': '*', 'Idempotency-Key': expect.stringMatching(/^[0-9a-f]{32}$/) });
      expect(put.body).toMatchObject({ values: {}, windowReason: 'Asleep', missing: { SYSBP: 'not-done', TEMP: 'not-done' } });
    });
  });
});
