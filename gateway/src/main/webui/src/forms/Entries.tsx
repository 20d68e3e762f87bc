import { Button, Group, Stack, Text } from '@mantine/core';
import { IconCircleCheck, IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { FormAddress } from '../api/queries';
import type { ScheduledEvent, ScheduledForm } from '../api/types';
import { t } from '../i18n';
import { formatSpan } from '../time';
import { nextRepeat, visitsOf } from '../visits';

type Props = { at: FormAddress; event: ScheduledEvent; scheduled: ScheduledForm; zone: string };

/** Which entry of a form this is, or which visit it belongs to, and the ways to the others and to a new one. */
export function Entries({ at, event, scheduled, zone }: Props) {
  const next = scheduled.access === 'enter' ? nextRepeat(event, at.form) : null;
  const visits = event.repeating ? visitsOf(event) : [];
  const known = event.repeating ? visits.map((visit) => visit.number) : (scheduled.repeats ?? []);
  const labelOf = (number: number) => {
    const visit = visits.find((each) => each.number === number);
    return visit
      ? t('visits.at', { number, at: formatSpan(visit.first, visit.last, zone) })
      : t('form.entry', { repeat: number });
  };
  return (
    <Stack gap="xs">
      <Group component="nav" aria-label={t(event.repeating ? 'visits.title' : 'form.entries')} gap="xs">
        {known.map((number) => (
          <ToEntry key={number} at={at} form={at.form} repeat={number} entered={hasEntered(scheduled, number)}>
            {labelOf(number)}
          </ToEntry>
        ))}
        {next !== null && (
          <ToEntry at={at} form={at.form} repeat={next} entered={false}>
            {event.repeating ? t('visits.new', { number: next }) : t('form.newEntry')}
          </ToEntry>
        )}
      </Group>
      {event.repeating && <SameVisit at={at} event={event} />}
    </Stack>
  );
}

/** The other forms of the same visit: what is entered there has its number, by which rules find it. */
function SameVisit({ at, event }: { at: FormAddress; event: ScheduledEvent }) {
  const others = event.forms.filter(
    (form) => form.form !== at.form && (form.access === 'enter' || (form.access === 'read' && hasEntered(form, at.repeat))),
  );
  if (others.length === 0) {
    return null;
  }
  return (
    <Group component="nav" aria-label={t('visits.forms', { number: at.repeat })} gap="xs">
      <Text size="sm">{t('visits.forms', { number: at.repeat })}:</Text>
      {others.map((form) => (
        <ToEntry key={form.form} at={at} form={form.form} repeat={at.repeat} entered={hasEntered(form, at.repeat)}>
          {form.name}
        </ToEntry>
      ))}
    </Group>
  );
}

const hasEntered = (form: ScheduledForm, repeat: number) =>
  form.entries?.some((entry) => entry.repeat === repeat) ?? form.repeats?.includes(repeat) ?? false;

type LinkProps = { at: FormAddress; form: string; repeat: number; entered: boolean; children: string };

function ToEntry({ at, form, repeat, entered, children }: LinkProps) {
  const { study, subject, event } = at;
  const here = form === at.form && repeat === at.repeat;
  return (
    <Button
      size="sm"
      variant={here ? 'filled' : 'default'}
      aria-current={here ? 'page' : undefined}
      leftSection={entered ? <IconCircleCheck size={18} aria-hidden /> : <IconPlus size={18} aria-hidden />}
      renderRoot={(props) => (
        <Link
          to="/studies/$study/subjects/$subject/events/$event/forms/$form"
          params={{ study, subject, event, form }}
          search={repeat > 1 ? { repeat } : {}}
          {...props}
        />
      )}
    >
      {children}
    </Button>
  );
}
