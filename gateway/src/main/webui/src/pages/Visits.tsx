import { Stack, Text, Title } from '@mantine/core';
import { IconCircleCheck, IconEyeOff, IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ScheduledEvent, ScheduledForm } from '../api/types';
import { t } from '../i18n';
import { formatSpan } from '../time';
import { nextVisit, visitsOf, type Visit } from '../visits';

type Props = { study: string; subject: string; zone: string; event: ScheduledEvent };

/** An event that can happen more than once: its visits by number, each with its own forms, and the way to a new one. */
export function Visits({ zone, ...props }: Props) {
  const { event } = props;
  const visits = visitsOf(event);
  const hidden = event.forms.filter((form) => form.access === 'none');
  const enterable = event.forms.filter((form) => form.access === 'enter');
  return (
    <Stack gap="md" className="visits">
      {visits.map((visit) => (
        <FormsOf key={visit.number} {...props} number={visit.number} title={titleOf(visit, zone)} forms={shownAt(event, visit)} />
      ))}
      {visits.length === 0 && <Text className="quiet">{t('visits.none')}</Text>}
      {enterable.length > 0 && (
        <FormsOf {...props} number={nextVisit(event)} title={t('visits.new', { number: nextVisit(event) })} forms={enterable} isNew />
      )}
      {hidden.map((form) => (
        <Text key={form.form} className="quiet" size="sm">
          <IconEyeOff size={16} aria-hidden /> {form.name}: {t('subject.hidden')}
        </Text>
      ))}
    </Stack>
  );
}

const titleOf = (visit: Visit, zone: string) =>
  t('visits.at', { number: visit.number, at: formatSpan(visit.first, visit.last, zone) });

const isAt = (form: ScheduledForm, number: number) => (form.entries ?? []).some((entry) => entry.repeat === number);

/** What was entered at a visit, and what can still be added to it. */
const shownAt = (event: ScheduledEvent, visit: Visit) =>
  event.forms.filter((form) => form.access === 'enter' || (form.access === 'read' && isAt(form, visit.number)));

type FormsProps = Omit<Props, 'zone'> & { number: number; title: string; forms: ScheduledForm[]; isNew?: boolean };

function FormsOf({ study, subject, event, number, title, forms, isNew = false }: FormsProps) {
  return (
    <section aria-label={title}>
      <Title order={3} size="h5" mb={6}>
        {title}
      </Title>
      <ul className="visit-forms">
        {forms.map((form) => {
          const entered = isAt(form, number);
          const Icon = entered ? IconCircleCheck : IconPlus;
          return (
            <li key={form.form}>
              <Link
                className="visit-form"
                data-state={entered ? 'entered' : 'empty'}
                to="/studies/$study/subjects/$subject/events/$event/forms/$form"
                params={{ study, subject, event: event.event, form: form.form }}
                search={number > 1 ? { repeat: number } : {}}
              >
                <Icon size={18} aria-hidden />
                <span>
                  {form.name}
                  <small>{t(entered ? 'visits.entered' : isNew ? 'visits.begin' : 'visits.add')}</small>
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
