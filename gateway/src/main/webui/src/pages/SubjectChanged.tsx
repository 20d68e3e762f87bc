import { Alert, Button, List, Stack, Text } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { scheduleQuery } from '../api/queries';
import { changedForms, entriesOf, type Entries } from '../api/review';
import type { Schedule } from '../api/types';
import { FormLink } from '../components/FormLink';
import { t } from '../i18n';

type Props = {
  study: string;
  subject: string;
  before: Entries;
  schedule: Schedule;
  onGoOn: (present: Entries) => void;
};

/** Something of the subject was saved after the person had looked at it: nothing is signed that they have not seen. */
export function SubjectChanged({ study, subject, before, schedule, onGoOn }: Props) {
  const present = useQuery({ ...scheduleQuery(study, subject), refetchOnMount: 'always' });
  const shown = present.data ?? schedule;
  const changed = changedForms(before, shown);
  return (
    <Alert color="orange" icon={<IconEye aria-hidden />} title={t('review.since.subjectTitle')} role="alert">
      <Stack gap="sm" align="flex-start">
        <Text c="dark.8">{t(changed.length > 0 ? 'review.since.subjectText' : 'review.since.subjectUnknown')}</Text>
        {changed.length > 0 && (
          <List size="sm" c="dark.8">
            {changed.map(({ name, ...at }) => (
              <List.Item key={`${at.event}/${at.form}/${at.repeat}`}>
                <FormLink study={study} at={{ subject, ...at }}>
                  {name}
                </FormLink>{' '}
                {at.repeat > 1 ? t('form.entry', { repeat: at.repeat }) : ''}
              </List.Item>
            ))}
          </List>
        )}
        <Button size="sm" loading={present.isFetching} onClick={() => onGoOn(entriesOf(shown))}>
          {t('review.since.subjectGoOn')}
        </Button>
      </Stack>
    </Alert>
  );
}
